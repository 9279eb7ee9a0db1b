import { type Rejection, readRejection } from "../../formats/dicom-sr/read-rejection.ts";
import { inState } from "../../storage/outbox.ts";
import type { SyncContext } from "./sync-context.ts";

type Asking = Pick<SyncContext, "database" | "reader" | "hubId" | "signal">;

/** Objects that a study's rejection notes on the hub take back, and why (sync 3.11). Throws what the reader throws. */
export async function rejectedOnHub(
  { reader, signal }: Pick<Asking, "reader" | "signal">,
  study: string,
): Promise<ReadonlyMap<string, Rejection>> {
  const rejected = new Map<string, Rejection>();
  for (const series of (await reader.series(study, "KO")).keys())
    for (const uid of (await reader.instances(study, series)).keys()) {
      signal.throwIfAborted();
      const bytes = await reader.object(study, series, uid);
      const note = bytes && (await readRejection(bytes, study));
      for (const sop of note?.sopUids ?? []) rejected.set(sop, note?.why ?? "quality");
    }
  return rejected;
}

/** What became of the objects that were verified on this hub. */
export interface HubLosses {
  /** Gone, and no note says that they were meant to go. */
  readonly missing: readonly string[];
  /** Taken back by a rejection note, whether the hub still holds them or not. */
  readonly rejected: readonly { readonly uid: string; readonly why: Rejection }[];
}

/**
 * UIDs that were verified on this hub and are not there any more, or were rejected there, study by study. Nothing is sent again by itself: a
 * wiped hub looks like a lawful erasure (sync 3.11). Throws what the reader throws.
 */
export async function lossesOnHub(asking: Asking): Promise<HubLosses> {
  const { database, reader, hubId, signal } = asking;
  const rows = (await inState(database, "verified")).filter((row) => row.hubId === hubId);
  const missing: string[] = [];
  const rejected: { uid: string; why: Rejection }[] = [];
  for (const study of new Set(rows.map((row) => row.study))) {
    signal.throwIfAborted();
    const there = await reader.instances(study);
    const notes = await rejectedOnHub(asking, study);
    for (const { uid } of rows.filter((row) => row.study === study)) {
      const why = notes.get(uid);
      if (why) rejected.push({ uid, why });
      else if (!there.has(uid)) missing.push(uid);
    }
  }
  return { missing, rejected };
}

/** Those of them that are gone without a note. */
export const missingOnHub = async (asking: Asking): Promise<string[]> => [
  ...(await lossesOnHub(asking)).missing,
];
