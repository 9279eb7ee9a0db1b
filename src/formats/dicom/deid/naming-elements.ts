import { effectiveVr } from "./effective-vr.ts";
import { tagOf } from "./element-path.ts";
import { policyRow } from "./policy-table.ts";
import type { SourceValues } from "./source-values.ts";

/** A value of one file that may name its patient, its staff or its site. */
export interface Naming {
  readonly tag: number;
  readonly vr: string;
  readonly text: string;
}

const texts = new Set(["LO", "SH", "ST", "LT", "UT", "UC"]);
const searched = new Set([...texts, "PN", "AE", "DA"]);

/** Whether a VR holds free text. */
export const isFreeText = (vr: string): boolean => texts.has(vr);

/** Names, and the texts and dates that Table E.1-1 lists, of one file. They stay in worker memory. */
export function namingElements(values: SourceValues): readonly Naming[] {
  return [...values.entries.values()].flatMap((entry): Naming[] => {
    const vr = effectiveVr(entry);
    const tag = tagOf(entry.path);
    // Names always count; other values where the table calls them identifying.
    if (!searched.has(vr) || (vr !== "PN" && !policyRow(tag))) return [];
    const text = values.text(entry.path) ?? "";
    return text === "" ? [] : [{ tag, vr, text }];
  });
}
