/**
 * Text as one value of a short element (LO, SH, PN): a backslash would begin a second value (PS3.5 6.2), control characters are not
 * allowed, and more characters than `longest` neither. Counted in code points, so that no character is cut in two.
 */
export function plainText(text: string, longest = 64): string {
  const clean = text.replace(/[\\\p{Cc}]+/gu, " ").trim();
  return [...clean].slice(0, longest).join("").trim();
}

/** The same as a person name: `^` and `=` part its components (PS3.5 6.2.1). */
export const plainName = (text: string): string => plainText(text.replace(/[\^=]+/g, " "));
