import type { GoneStudy, HubAudit } from "../../domain/calls/sync-calls.ts";
import type { OutboxRow } from "../../domain/sync/outbox-row.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { eraseStudy } from "../../storage/erase-study.ts";
import { missingOnHub } from "./audit-hub.ts";
import type { SyncContext } from "./sync-context.ts";

type Asking = Pick<SyncContext, "database" | "reader" | "hubId" | "signal">;

/** What this hub was seen to hold of a study, read back and compared. */
async function safeThere(database: MainDatabase, studyUid: string, hubId: string): Promise<OutboxRow[]> {
  const rows = await database.outbox.where("study").equals(studyUid).toArray();
  return rows.filter((row) => row.state === "verified" && row.hubId === hubId);
}

/** Compares what was verified on the hub with what it holds. Nothing is changed here or there. */
export async function auditHub(asking: Asking): Promise<HubAudit> {
  const { database, hubId } = asking;
  const missing = await missingOnHub(asking);
  const gone = new Set(missing);
  const rows = await database.outbox.bulkGet([...missing]);
  const studies: GoneStudy[] = [];
  for (const studyUid of new Set(rows.flatMap((row) => row?.study ?? []))) {
    const study = await database.studies.get(studyUid);
    const all = await database.outbox.where("study").equals(studyUid).count();
    const safe = await safeThere(database, studyUid, hubId);
    if (!study || !safe.every(({ uid }) => gone.has(uid))) continue;
    const labels = await database.annotations.where("studyUid").equals(studyUid).count();
    studies.push({ studyUid, pseudonym: study.pseudonym, labels, unsafe: all - safe.length });
  }
  return { missing, studies };
}

/** Whose act an erasure is. */
export interface Eraser {
  readonly chain: string;
  readonly actor: string;
  readonly nowMs: () => number;
}

/**
 * Deletes the copy on this device of a study that was erased on the hub. The hub is asked once more: `there` when it holds anything of it that
 * it was seen to hold before, `not-here` when this device does not have it. Throws what the reader throws.
 */
export async function eraseGone(
  asking: Asking,
  studyUid: string,
  { chain, actor, nowMs }: Eraser,
): Promise<"erased" | "there" | "not-here"> {
  const { database, reader, hubId } = asking;
  const safe = await safeThere(database, studyUid, hubId);
  const there = await reader.instances(studyUid);
  if (safe.length === 0 || safe.some(({ uid }) => there.has(uid))) return "there";
  const at = new Date(nowMs()).toISOString();
  return (await eraseStudy(database, studyUid, { chain, actor, at })) ? "erased" : "not-here";
}
