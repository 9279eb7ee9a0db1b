import { effectiveVr } from "./effective-vr.ts";
import { tagOf } from "./element-path.ts";
import { isGroupLabel, mustMapLabel } from "./group-labels.ts";
import { isRegisteredUid } from "./registered-uids.ts";
import type { SourceValues } from "./source-values.ts";

const sopClassUid = 0x00080016;

/** Values of a UI element, without padding. */
export function uidValues(text: string): readonly string[] {
  return text.split("\\").map((value) => value.replace(/\0/g, "").trim());
}

/** Whether one value stands for an object or a place, so that it must be mapped. */
export function mustMapUid(tag: number, value: string): boolean {
  if (value === "" || isRegisteredUid(value)) return false;
  // The file's own class decides how it is read; private classes are refused, newer standard ones are not in our registry.
  return !(tag === sopClassUid && value.startsWith("1.2.840.10008."));
}

/** Stand-ins, as originals to be mapped, for identifiers that a file lacks. */
export function missingUids(sourceSha256: string, patient: string) {
  return {
    sop: `missing sop ${sourceSha256}`,
    series: `missing series ${patient}`,
    study: `missing study ${patient}`,
  };
}

/** Every UID and group label of a file that a plan may ask a new one for, once each. */
export function collectUids(
  values: SourceValues,
  sourceSha256: string,
  patient: string,
): ReadonlySet<string> {
  const found = new Set<string>(Object.values(missingUids(sourceSha256, patient)));
  for (const entry of values.entries.values()) {
    const tag = tagOf(entry.path);
    if (isGroupLabel(tag)) {
      const label = values.text(entry.path);
      if (label !== null && mustMapLabel(label)) found.add(label);
    }
    if (effectiveVr(entry) !== "UI") continue;
    for (const value of uidValues(values.text(entry.path) ?? ""))
      if (mustMapUid(tag, value)) found.add(value);
  }
  return found;
}
