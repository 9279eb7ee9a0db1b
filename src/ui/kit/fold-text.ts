/** A text as it is searched: case, accents and vowel marks do not count. "تصفح" finds "تصفّح", "grosser" "größer". */
export const foldText = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").toLowerCase().trim();
