import { strictOptions } from "../../../domain/deid/options.ts";
import type { PlaceReading } from "../../../domain/deid/pixel-place.ts";
import { foldedForms, wordsOf } from "./fold-text.ts";
import { identityPhrases } from "./identity-dictionary.ts";
import { isKnownWord } from "./known-words.ts";
import type { Naming } from "./naming-elements.ts";
import { isParticle } from "./particles.ts";
import { isInstitutionKind, telling } from "./reading-of.ts";

/** What a header says, as it is compared with what was read: folded, letters and digits only. Worker memory only. */
export interface HeaderWord {
  readonly reading: PlaceReading;
  readonly text: string;
  /** So many letters may have been read wrong (deidentification 3.8 d). */
  readonly edits: 0 | 1 | 2;
}

/** Texts are compared up to this length; of longer ones their words are. */
const longest = 24;
/** Shorter ones stand in any picture. */
const shortest = 3;
/** A file that says more is one made to take time: what tells most of a person goes first. */
const mostWords = 200;

const ofTag: ReadonlyMap<number, PlaceReading> = new Map([
  [0x00100020, "patient-id"],
  [0x00101000, "patient-id"],
  [0x00101090, "patient-id"],
  [0x00380010, "patient-id"],
  [0x00380060, "patient-id"],
  [0x00200010, "patient-id"],
  [0x00080050, "accession"],
  [0x00401001, "accession"],
  [0x00402016, "accession"],
  [0x00402017, "accession"],
  [0x00100030, "birth-date"],
  [0x00080080, "institution"],
  [0x00080081, "institution"],
  [0x00081040, "institution"],
  [0x00081010, "device"],
  [0x00101040, "address"],
  [0x00102154, "address"],
]);

function readingOfElement({ tag, vr }: Naming): PlaceReading | null {
  const named = ofTag.get(tag);
  if (named) return named;
  if (vr === "PN") return tag >>> 16 === 0x0010 ? "patient-name" : "staff";
  return vr === "DA" ? "date" : null;
}

const bothForms = (words: readonly string[], join: (forms: readonly string[]) => string) => {
  const forms = words.map((word) => foldedForms(word));
  return [0, 1].map((which) => join(forms.map((own) => own[which] ?? own[0] ?? "")));
};

/** A name without its blanks: each of its parts, and the family name before and after the given one. */
function joinedNames(value: string): readonly string[] {
  return value.split("=").flatMap((group) => {
    const parts = group.split("^").map((part) => wordsOf(part).map(({ text }) => text));
    const [family = [], given = []] = parts;
    return [...parts, [...family, ...given], [...given, ...family]]
      .filter(({ length }) => length > 1)
      .flatMap((words) => bothForms(words, (forms) => forms.join("")));
  });
}

/** A date as it is written with two digits of the year, or without a nought before day and month. */
function shortDates(value: string): readonly string[] {
  const [, y = "", m = "", d = ""] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value) ?? [];
  if (y === "") return [];
  const [year, month, day] = [y.slice(2), `${Number(m)}`, `${Number(d)}`];
  return [
    ...[y, year].flatMap((of) => [of + m + d, d + m + of, m + d + of]),
    day + month + y,
    month + day + y,
    y + month + day,
  ];
}

/** Words of an institution that say which one it is. */
const telltale = (value: string) =>
  wordsOf(value)
    .flatMap(({ text }) => foldedForms(text))
    .filter((word) => word.length >= 5 && !isKnownWord(word) && !isInstitutionKind(word));

/**
 * Edits for which a value of this length may be known again: one, of eight letters on two. Three letters are as they are, and so are short
 * numbers, and one date is not two days off another.
 */
function editsFor(text: string, reading: PlaceReading): HeaderWord["edits"] {
  const isDate = reading === "date" || reading === "birth-date";
  const onlyDigits = /^\d+$/.test(text);
  if (text.length <= shortest || (onlyDigits && text.length < (isDate ? 8 : 6))) return 0;
  return text.length < 8 || isDate ? 1 : 2;
}

function textsOf(naming: Naming, reading: PlaceReading): readonly string[] {
  const { vr, text } = naming;
  const values = text.split("\\").map((value) => value.trim());
  return [
    ...identityPhrases([naming], strictOptions),
    ...(vr === "PN" ? values.flatMap(joinedNames) : []),
    ...(vr === "DA" ? values.flatMap(shortDates) : []),
    ...(reading === "institution" || reading === "address" ? values.flatMap(telltale) : []),
  ].map((one) => one.replaceAll(/[^\p{L}\p{N}]/gu, ""));
}

/** What of a header may be found again in the pixels: names, numbers, dates, institution. What tells most of a person comes first. */
export function headerWords(naming: readonly Naming[]): readonly HeaderWord[] {
  const found = new Map<string, HeaderWord>();
  const named = naming.flatMap((one) => {
    const reading = readingOfElement(one);
    return reading ? [{ one, reading }] : [];
  });
  named.sort((a, b) => telling.indexOf(a.reading) - telling.indexOf(b.reading));
  for (const { one, reading } of named)
    for (const text of textsOf(one, reading)) {
      const length = [...text].length;
      if (length < shortest || length > longest || isParticle(text) || found.has(text)) continue;
      found.set(text, { reading, text, edits: editsFor(text, reading) });
    }
  return [...found.values()].slice(0, mostWords);
}

/** So many words beside one another are put together: a date that was read with its dots is five. */
const mostTogether = 6;

/** What was read in a place, as it is looked up: its words, runs of digits by themselves, and neighbours put together. */
export function wordsToCompare(read: string): readonly string[] {
  const texts = read.split("\n").flatMap((line) => {
    const words = [...line.matchAll(/[\p{L}\p{M}]+|\p{N}+/gu)].map(([word]) => word);
    return words.flatMap((_, from) =>
      Array.from({ length: Math.min(mostTogether, words.length - from) }, (_, more) =>
        bothForms(words.slice(from, from + more + 1), (forms) => forms.join("")),
      ).flat(),
    );
  });
  return [...new Set(texts)].filter((text) => text.length >= shortest && text.length <= longest + 2);
}
