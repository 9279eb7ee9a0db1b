import type { PlaceReading } from "../../../domain/deid/pixel-place.ts";
import { isTechniqueWord, isUnit } from "./technique-words.ts";

const date =
  /(?<!\d)(?:\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})|(?:19|20)\d{6}|\d{1,2}[\s-](?:jan|feb|m[aä]r|apr|ma[iy]|ju[nl]|aug|sep|o[ck]t|nov|de[cz])\p{L}*[\s.-]+(?:\d{4}|\d{2}))(?!\d)/iu;
const time = /(?<!\d)\d{1,2}\s?:\s?\d{2}(?:\s?:\s?\d{2})?(?!\d)/;
const birth = /(?<!\p{L})(?:dob|d\.o\.b|born|birth\p{L}*|geb\p{L}*|née?)(?!\p{L})/iu;
const accession = /(?<!\p{L})acc(?:ession|n|\.|#|\s?no)/iu;
const number = /(?<!\p{L})(?:id|pid|mrn|pat(?:ient)?\s?(?:id|no|nr))(?!\p{L})\s*[.:#=]?\s*\S*\d/iu;
const longNumber = /\d(?:[\s.-]?\d){4,}/;
const institution =
  /(?<!\p{L})(?:hospital|hosp|clinic|klinik\p{L}*|univers\p{L}*|institut\p{L}*|cent(?:er|re|rum)|infirmary|krankenhaus|spital|h[oô]pital|praxis|medical school)(?!\p{L})/iu;
const staff =
  /(?<!\p{L})(?:dr|prof|md|rdms|tech|op|operator|phys(?:ician)?|sonographer)(?![\p{L}\d])\.?[\s:]*/iu;
const device =
  /(?<!\p{L})(?:philips|siemens|toshiba|samsung|hitachi|mindray|esaote|canon|fuji\p{L}*|aplio|epiq|logiq|vivid|voluson|acuson)(?!\p{L})/iu;
const labelled = /(?<!\p{L})(?:name|patient|pat|pt)\s*[:=]/iu;

/** Units and settings of an ultrasound screen beside those of descriptors. */
const settings = new Set(
  "depth gain zoom focus rate power persist mi tis tib tic ti db fr fps gn dr pwr wf prf sv freq frq dyn res pen gen thi chi harm mhz khz bpm cm/s m/s".split(
    " ",
  ),
);

const wordsOf = (text: string) => text.split(/[^\p{L}\p{M}'’^]+/u).filter((word) => word !== "");

const isSetting = (word: string) => {
  const folded = word.toLowerCase();
  return settings.has(folded) || isUnit(folded) || isTechniqueWord(folded);
};

/** Whether words look like somebody's name: written large, of letters only, and no word of technique. */
function isName(text: string): boolean {
  if (/\p{L}{2,}\^/u.test(text) || labelled.test(text)) return true;
  const words = wordsOf(text).filter((word) => word.length > 1);
  const large = words.filter((word) => /^\p{Lu}/u.test(word) && !isSetting(word));
  return large.some((word) => word.length >= 3) && large.length * 2 >= words.length;
}

function lineReading(plain: string): PlaceReading | null {
  if (!/[\p{L}\p{N}]{2,}/u.test(plain)) return null;
  if (date.test(plain)) return birth.test(plain) ? "birth-date" : "date";
  if (accession.test(plain) && /\d/.test(plain)) return "accession";
  if (time.test(plain)) return "time";
  if (number.test(plain)) return "patient-id";
  if (institution.test(plain)) return "institution";
  if (longNumber.test(plain)) return "patient-id";
  if (device.test(plain)) return "device";
  const words = wordsOf(plain).filter((word) => word.length > 1);
  const known = words.filter(isSetting).length;
  if (known === words.length || (/\d/.test(plain) && known * 2 > words.length)) return "measurement";
  if (staff.test(plain)) return "staff";
  return isName(plain) ? "patient-name" : "unknown-text";
}

/** Whether a word says only what kind of institution one is. */
export const isInstitutionKind = (word: string): boolean => institution.test(word);

/** From what tells most of a person to what tells least: of several lines the first counts. */
export const telling: readonly PlaceReading[] = [
  "patient-name",
  "birth-date",
  "patient-id",
  "accession",
  "address",
  "staff",
  "institution",
  "date",
  "time",
  "unknown-text",
  "device",
  "measurement",
];

/**
 * What a text that was read off the pixels looks like, by its form. A help for the eye of a person: it decides nothing, and the text goes
 * no further. Null where nothing was read.
 */
export function readingOf(text: string): PlaceReading | null {
  const found = text.split("\n").map((line) => lineReading(line.replace(/\s+/g, " ").trim()));
  return telling.find((reading) => found.includes(reading)) ?? null;
}
