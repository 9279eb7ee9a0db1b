/** Text of a person as one cell or line of Markdown: no mark of it may change the page. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>|#]/g, "\\$&")
    .replace(/\s+/g, " ")
    .trim();
