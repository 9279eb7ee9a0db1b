import type { GoneStudy, HubAudit } from "../../domain/calls/sync-calls.ts";
import type { OutboxRow } from "../../domain/sync/outbox-row.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { eraseStudy } from "../../storage/erase-study.ts";
import { deleteHeld, heldOf } from "../../storage/quarantine.ts";
import type { QuarantineDatabase } from "../../storage/quarantine-database.ts";
import { lossesOnHub, rejectedOnHub } from "./audit-hub.ts";
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
  const { missing, rejected } = await lossesOnHub(asking);
  const gone = new Set([...missing, ...rejected.map(({ uid }) => uid)]);
  const rows = await database.outbox.bulkGet([...gone]);
  const studies: GoneStudy[] = [];
  for (const studyUid of new Set(rows.flatMap((row) => row?.study ?? []))) {
    const study = await database.studies.get(studyUid);
    const all = await database.outbox.where("study").equals(studyUid).count();
    const safe = await safeThere(database, studyUid, hubId);
    if (!study || !safe.every(({ uid }) => gone.has(uid))) continue;
    const labels = await database.annotations.where("studyUid").equals(studyUid).count();
    const taken = rejected.filter(({ uid }) => safe.some((row) => row.uid === uid));
    const why = [...new Set(taken.map((one) => one.why))];
    studies.push({ studyUid, pseudonym: study.pseudonym, labels, unsafe: all - safe.length, why });
  }
  return { missing, rejected: rejected.map(({ uid }) => uid), studies };
}

/** Whose act an erasure is. */
export interface Eraser {
  /** Where images wait for the pixel check. */
  readonly quarantine: QuarantineDatabase;
  readonly chain: string;
  readonly actor: string;
  readonly nowMs: () => number;
}

/**
 * Deletes the copy on this device of a study that was erased on the hub, or rejected there. The hub is asked once more: `there` when it holds
 * anything of it that it was seen to hold before and that no note rejects, `not-here` when this device does not have it. Throws what the reader throws.
 */
export async function eraseGone(
  asking: Asking,
  studyUid: string,
  { quarantine, chain, actor, nowMs }: Eraser,
): Promise<"erased" | "there" | "not-here"> {
  const { database, reader, hubId } = asking;
  const safe = await safeThere(database, studyUid, hubId);
  const there = await reader.instances(studyUid);
  const notes = await rejectedOnHub(asking, studyUid);
  if (safe.length === 0 || safe.some(({ uid }) => there.has(uid) && !notes.has(uid))) return "there";
  const at = new Date(nowMs()).toISOString();
  // First what waits for the pixel check, in a store of its own: if the rest fails, the study still stands there to be erased again.
  const held = await database.studies.get(studyUid).then((study) => (study ? quarantine : null));
  if (held) await deleteHeld(held, await heldOf(held, studyUid));
  return (await eraseStudy(database, studyUid, { chain, actor, at })) ? "erased" : "not-here";
}
