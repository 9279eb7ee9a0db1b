import { makeFormats } from "../formats.ts";

/** Keeps Latin text in one piece and from left to right inside Arabic (LRI … PDI, UAX #9). */
export const ltr = (text: string): string => `\u2066${text}\u2069`;

/** Keeps a name of whatever direction apart from the sentence around it (FSI … PDI). */
export const name = (text: string): string => `\u2068${text}\u2069`;

/** Formats of Arabic, with the digits that stand on images and devices (0–9). */
export const formatsAr = makeFormats("ar-u-nu-latn", { isolate: ltr });

/** `1 412`, `20.1`; a minus keeps its place before the number. */
export const { number, bytes, score, measure, list } = formatsAr;

/** A noun with its number: one, two, 3–10, 11–99, and the rest. */
export type CountedNoun = readonly [one: string, two: string, few: string, many: string, other: string];

/** `صورة واحدة`, `صورتان`, `3 صور`, `11 صورة`. */
export function count(value: number, [one, two, few, many, other]: CountedNoun): string {
  const word = formatsAr.plural(value, { one, two, few, many, other });
  return word === one || (word === two && value === 2) ? word : `${number(value)} ${word}`;
}

/** The same noun after a preposition or in a construct: the dual changes. */
export const genitive = ([one, two, few, many, other]: CountedNoun): CountedNoun => [
  one,
  two.replace(/ان(?=\s|$)/g, "ين"),
  few,
  many,
  other,
];

/** Nouns that many texts count. */
export const nouns = {
  study: ["دراسة واحدة", "دراستان", "دراسات", "دراسة", "دراسة"],
  series: ["سلسلة واحدة", "سلسلتان", "سلاسل", "سلسلة", "سلسلة"],
  image: ["صورة واحدة", "صورتان", "صور", "صورة", "صورة"],
  frame: ["إطار واحد", "إطاران", "إطارات", "إطارًا", "إطار"],
  label: ["وسم واحد", "وسمان", "وسوم", "وسمًا", "وسم"],
  class: ["فئة واحدة", "فئتان", "فئات", "فئة", "فئة"],
  proposal: ["اقتراح واحد", "اقتراحان", "اقتراحات", "اقتراحًا", "اقتراح"],
  file: ["ملف واحد", "ملفان", "ملفات", "ملفًا", "ملف"],
  answer: ["إجابة واحدة", "إجابتان", "إجابات", "إجابة", "إجابة"],
  patient: ["مريض واحد", "مريضان", "مرضى", "مريضًا", "مريض"],
  box: ["مستطيل واحد", "مستطيلان", "مستطيلات", "مستطيلًا", "مستطيل"],
  device: ["جهاز واحد", "جهازان", "أجهزة", "جهازًا", "جهاز"],
  reader: ["قارئ واحد", "قارئان", "قرّاء", "قارئًا", "قارئ"],
  person: ["شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"],
  place: ["موضع واحد", "موضعان", "مواضع", "موضعًا", "موضع"],
  object: ["كائن واحد", "كائنان", "كائنات", "كائنًا", "كائن"],
} as const satisfies Record<string, CountedNoun>;
