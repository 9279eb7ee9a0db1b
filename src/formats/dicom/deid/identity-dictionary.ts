import type { DeidOptions } from "../../../domain/deid/options.ts";
import { effectiveVr } from "./effective-vr.ts";
import { tagOf } from "./element-path.ts";
import { hasOnlyKnownWords } from "./known-words.ts";
import { policyRow } from "./policy-table.ts";
import { activeOptions } from "./resolve-action.ts";
import type { SourceValues } from "./source-values.ts";

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

const searched = new Set(["PN", "LO", "SH", "ST", "LT", "UT", "UC", "AE"]);

/**
 * What names the patient, the staff or the site in one file, lower case, at least 4 characters: values of the elements that
 * Table E.1-1 lists, in the forms in which they turn up elsewhere (deidentification 3.7, 3.12). Stays in worker memory.
 */
export function identityTerms(values: SourceValues, options: DeidOptions): ReadonlySet<string> {
  const terms = new Set<string>();
  const letters = activeOptions(options);
  for (const entry of values.entries.values()) {
    const vr = effectiveVr(entry);
    const tag = tagOf(entry.path);
    const date = vr === "DA" && options.longitudinal === "remove";
    if (!date && !searched.has(vr)) continue;
    // Names always count; other texts where the table calls them identifying.
    const row = policyRow(tag);
    if (vr !== "PN" && !row) continue;
    // What an option lets stay is no secret.
    if (!date && letters.some((letter) => row?.options.get(letter) === "K")) continue;
    for (const term of termsOf(tag, vr, values.text(entry.path) ?? "")) {
      const plain = term.toLowerCase();
      if (plain.length < 4 || plain.length > 128 || placeholders.has(plain) || hasOnlyKnownWords(plain))
        continue;
      terms.add(plain);
    }
  }
  return terms;
}
