import { datasetsOf, itemsAt, jsonTags, numberAt, textAt } from "./dicom-json.ts";

/** What a hub says of each object that a request carried (PS3.18 I.2). */
export interface StoreOutcome {
  /** Named in ReferencedSOPSequence and in no list of failures: only these count as taken (sync D5). */
  readonly stored: ReadonlySet<string>;
  /** Named in FailedSOPSequence, with the reason code of PS3.4 Table CC.2-2; 0 without one. */
  readonly failed: ReadonlyMap<string, number>;
}

/** Reads the answer to a STOW request. What it does not name is in neither list, whatever the HTTP status was. */
export function readStoreOutcome(json: unknown): StoreOutcome {
  const stored = new Set<string>();
  const failed = new Map<string, number>();
  for (const dataset of datasetsOf(json)) {
    for (const item of itemsAt(dataset, jsonTags.referencedSopSequence)) {
      const uid = textAt(item, jsonTags.referencedSopInstanceUid);
      if (uid !== "") stored.add(uid);
    }
    for (const item of itemsAt(dataset, jsonTags.failedSopSequence)) {
      const uid = textAt(item, jsonTags.referencedSopInstanceUid);
      if (uid !== "") failed.set(uid, numberAt(item, jsonTags.failureReason) ?? 0);
    }
  }
  for (const uid of failed.keys()) stored.delete(uid);
  return { stored, failed };
}
