import { makeFormats } from "../formats.ts";

/** Formats of German; thousands with a narrow space as in DIN 5008, the comma for decimals. */
export const formatsDe = makeFormats("de");

/** `1 412`, `20,1`, `−840`. */
export const { number, bytes, score } = formatsDe;

/** `1 Bild`, `12 Bilder`. */
export function count(value: number, one: string, many: string): string {
  return `${number(value)} ${formatsDe.plural(value, { one, other: many })}`;
}
