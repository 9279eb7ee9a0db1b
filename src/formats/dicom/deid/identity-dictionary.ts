import type { DeidOptions } from "../../../domain/deid/options.ts";
import { wordsOf } from "./fold-text.ts";
import { hasOnlyKnownWords } from "./known-words.ts";
import { phrasesOf } from "./named-words.ts";
import { isFreeText, type Naming } from "./naming-elements.ts";
import { isParticle } from "./particles.ts";
import { policyRow } from "./policy-table.ts";
import { activeOptions } from "./resolve-action.ts";

/** Words that stand where a name is missing; finding them again says nothing. */
const placeholders = new Set([
  "none",
  "null",
  "unknown",
  "anonymous",
  "anonymized",
  "anonymised",
  "anon",
  "removed",
  "name",
  "patient",
  "original",
]);

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The written forms of a DA in which a date turns up in text. */
function dateForms(date: string): string[] {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(date);
  if (!match) return [];
  const [, y = "", m = "", d = ""] = match;
  const name = months[Number(m) - 1] ?? "";
  return [
    y + m + d,
    `${y}-${m}-${d}`,
    `${y}/${m}/${d}`,
    `${y}.${m}.${d}`,
    `${d}.${m}.${y}`,
    `${d}/${m}/${y}`,
    `${d}-${m}-${y}`,
    `${m}/${d}/${y}`,
    `${m}-${d}-${y}`,
    d + m + y,
    `${d}-${name}-${y}`,
    `${d} ${name} ${y}`,
  ];
}

const patientName = 0x00100010;

function termsOf(tag: number, vr: string, text: string): string[] {
  const values = text.split("\\").map((value) => value.trim());
  if (vr === "PN") {
    const parts = values.flatMap((value) => value.split(/[\^=, ]+/));
    return tag === patientName ? [...parts, ...values.map((value) => value.replace(/[\^]+/g, " "))] : parts;
  }
  if (vr === "DA") return values.flatMap(dateForms);
  return values;
}

/** Elements whose whole value is the number of a person or a visit, however short. */
const numbers: ReadonlySet<number> = new Set([
  0x00080050, 0x00100020, 0x00101000, 0x00102160, 0x00200010, 0x00380010, 0x00380060, 0x00401001, 0x00402016,
  0x00402017,
]);

/** What of these is a secret under `options`: what an option lets stay, whole or cleaned, is none. */
function secrets(naming: readonly Naming[], options: DeidOptions): readonly Naming[] {
  const letters = activeOptions(options);
  return naming.filter(({ tag, vr }) => {
    if (vr === "DA" && options.longitudinal === "remove") return true;
    if (vr === "DA") return false;
    const row = policyRow(tag);
    return !letters.some((letter) => {
      const code = row?.options.get(letter);
      return code === "K" || (code === "C" && isFreeText(vr));
    });
  });
}

/**
 * What names the patient, the staff or the site in one file, lower case, at least 4 characters: values of the elements that
 * Table E.1-1 lists, in the forms in which they turn up elsewhere (deidentification 3.7, 3.12). Stays in worker memory.
 */
export function identityTerms(naming: readonly Naming[], options: DeidOptions): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const { tag, vr, text } of secrets(naming, options)) {
    for (const term of termsOf(tag, vr, text)) {
      const plain = term.toLowerCase();
      if (plain.length < 4 || plain.length > 128 || placeholders.has(plain) || hasOnlyKnownWords(plain))
        continue;
      terms.add(plain);
    }
  }
  return terms;
}

/** Long enough to be looked for: three letters or digits; two where it is a name that would else pass as a particle (Do, Le). */
const isLong = (phrase: string, vr: string) =>
  phrase.replaceAll(" ", "").length >= (vr === "PN" && isParticle(phrase) ? 2 : 3);

/**
 * The identity dictionary of one file for the cleaning of free text (deidentification 3.7, 1): phrases of at least 3 letters or
 * digits as `makeNamedWords` takes them. A part of a name counts even where it is a word of anatomy. Stays in worker memory.
 */
export function identityPhrases(naming: readonly Naming[], options: DeidOptions): ReadonlySet<string> {
  const phrases = new Set<string>();
  for (const { tag, vr, text } of secrets(naming, options)) {
    const parts = vr === "PN" ? wordsOf(text).map((word) => word.text) : termsOf(tag, vr, text);
    const always = vr === "PN" || numbers.has(tag);
    for (const part of parts.filter((one) => always || !hasOnlyKnownWords(one)))
      for (const phrase of phrasesOf(part))
        if (isLong(phrase, vr) && phrase.length <= 128 && !placeholders.has(phrase)) phrases.add(phrase);
  }
  return phrases;
}
