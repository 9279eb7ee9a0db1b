import { makeFormats } from "./formats.ts";

/** Formats of English; only the English messages use them, screens use those of the language of the page. */
export const formatsEn = makeFormats("en");

/** `1 412`, `20.1`, `−840`. */
export const { number, bytes, score } = formatsEn;

/** `1 study`, `12 studies`. */
export function count(value: number, one: string, many: string): string {
  return `${number(value)} ${formatsEn.plural(value, { one, other: many })}`;
}
