import { isKnownWord } from "./known-words.ts";

/** Base units of UCUM that are used in medicine, those with prefixes and those without. */
const atoms = new Set(
  "m g l L s Hz Pa Gy Sv Bq eV V A T mol cd rad sr N J W C F Ohm S Wb lm lx kat bar u m[Hg] m[H2O] cal [iU]".split(
    " ",
  ),
);
const single = new Set(
  "% [ppth] [ppm] deg ' '' min h d wk mo a Cel K dB B [pi] [pH] [degF] [lb_av] [in_i] [ft_i] [hnsf'U] [arb'U] 10* 10^ 1 no_units ratio".split(
    " ",
  ),
);
const prefixes = ["da", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "d", "c", "m", "u", "n", "p", "f"];

/** An annotation counts nothing and may hold anything: of known words only. */
const isAnnotation = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z]+/)
    .every(
      (word) =>
        word === "" ||
        isKnownWord(word) ||
        /^(counts?|ratio|propcounts|suv[a-z]{0,3}|pixels?|beats?|cells?)$/.test(word),
    );

function isUnitAtom(text: string): boolean {
  const bare = text.replace(/(?<=\D)[-+]?\d{1,2}$/, "");
  if (bare === "" || /^\d{1,3}$/.test(text)) return text !== "";
  if (single.has(bare) || atoms.has(bare)) return true;
  return prefixes.some((prefix) => bare.startsWith(prefix) && atoms.has(bare.slice(prefix.length)));
}

/** Whether a text is a unit of UCUM: known atoms with prefixes and exponents, joined by `.` and `/`. */
export function isUnitCode(text: string): boolean {
  if (text.length > 32) return false;
  const notes = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, note = ""]) => note);
  if (!notes.every(isAnnotation)) return false;
  const plain = text.replace(/\{[^{}]*\}/g, "");
  if (plain === "") return notes.length > 0;
  return plain
    .replace(/^\//, "")
    .split(/[./]/)
    .every((part) => (part === "" ? notes.length > 0 : isUnitAtom(part)));
}

/** Schemes that reports use beside those of images, and the form of their codes (PS3.16 section 8). */
const schemes: Readonly<Record<string, (code: string) => boolean>> = {
  UCUM: isUnitCode,
  UMLS: (code) => /^C\d{7}$/.test(code),
  "NCDR [2.0b]": (code) => /^\d{1,3}$/.test(code),
  RFC5646: (code) => /^[a-z]{2,3}(-[A-Z]{2})?$/.test(code),
  RFC3066: (code) => /^[a-z]{2,3}(-[A-Z]{2})?$/.test(code),
  ISO639_1: (code) => /^[a-z]{2}$/.test(code),
  ISO639_2: (code) => /^[a-z]{3}$/.test(code),
  ISO3166_1: (code) => /^[A-Z]{2,3}$/.test(code),
  RADELEMENT: (code) => /^RDE\d{1,5}(\.\d{1,2})?$/.test(code),
};

/** Whether a coding scheme is one that reports use. */
export const isReportScheme = (scheme: string): boolean => Object.hasOwn(schemes, scheme);

/** Whether a code has the form of such a scheme. */
export const isReportCode = (scheme: string, code: string): boolean =>
  isReportScheme(scheme) && (schemes[scheme]?.(code) ?? false);
