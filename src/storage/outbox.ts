import type { Deidentified } from "../domain/deid/deidentified.ts";
import {
  type CapturePlace,
  isDue,
  type OutboxFault,
  type OutboxKind,
  type OutboxRow,
  type OutboxState,
  outboxPriority,
} from "../domain/sync/outbox-row.ts";
import type { Version } from "../domain/sync/version.ts";
import type { MainDatabase } from "./database.ts";
import { changeSyncStudy } from "./sync-versions.ts";

/** What goes into the outbox. */
export interface OutboxObject {
  readonly uid: string;
  readonly study: string;
  readonly series: string;
  readonly kind: OutboxKind;
  readonly lengthBytes: number;
  /** Of a label object; an image's bytes lie in the store already. */
  readonly bytes: ArrayBuffer | null;
  /** Of an image that was no DICOM file: what it is a part of. */
  readonly capture?: CapturePlace;
  /** What the file itself says: PatientIdentityRemoved, and the `px:` value of DeidentificationMethod. */
  readonly marks: { readonly identityRemoved: string; readonly pixelDigest: string };
}

/** Every way into the outbox passes here, at run time as well as by type (sync 3.2). Pixels of images are checked by their records. */
function checkMarks({ uid, kind, marks }: OutboxObject): void {
  const checked = kind === "image" || /^px:[0-9a-f]{32}$/.test(marks.pixelDigest);
  if (marks.identityRemoved !== "YES" || !checked) throw new Error(`Not de-identified: ${uid}`);
}

async function putRows(
  db: MainDatabase,
  objects: readonly Omit<OutboxObject, "marks">[],
  start: Pick<OutboxRow, "doubtful"> & Partial<Pick<OutboxRow, "state" | "fault">>,
): Promise<void> {
  let seq = (await db.outbox.orderBy("seq").last())?.seq ?? 0;
  for (const { uid, study, series, kind, lengthBytes, bytes, capture } of objects) {
    if (await db.outbox.get(uid)) continue;
    if (bytes) await db.labelObjects.put({ uid, study, bytes });
    await db.outbox.add({
      uid,
      study,
      series,
      kind,
      state: "queued",
      prio: outboxPriority[kind],
      seq: ++seq,
      tries: 0,
      nextAtMs: 0,
      fault: null,
      hubId: "",
      lengthBytes,
      ...start,
      ...(capture ? { capture } : {}),
    });
  }
}

/**
 * Keeps a version with its objects and queues them, in ONE transaction: all or nothing, also on a full store. The study goes on from it.
 * Throws `Not de-identified: <uid>` for what does not say so itself.
 */
export async function enqueueVersion(
  db: MainDatabase,
  version: Version,
  objects: Deidentified<readonly OutboxObject[]>,
  at: { readonly seq: number; readonly madeAtMs: number },
): Promise<void> {
  objects.forEach(checkMarks);
  await db.transaction("rw", [db.outbox, db.labelObjects, db.syncVersions, db.syncStudies], async () => {
    await db.syncVersions.add(version);
    await putRows(db, objects, { doubtful: false });
    await changeSyncStudy(db, version.study, { base: version.uid, also: [], ...at });
  });
}

/** Queues images that are in the store. The hub is asked first: another device may have brought them. */
export async function enqueueImages(
  db: MainDatabase,
  images: Deidentified<readonly OutboxObject[]>,
): Promise<void> {
  images.forEach(checkMarks);
  await db.transaction("rw", db.outbox, db.labelObjects, () => putRows(db, images, { doubtful: true }));
}

/** Names an image in the list of what is not on the hub that could not even be queued: nothing of it is skipped unseen (sync 3.4). */
export async function nameUnqueued(
  db: MainDatabase,
  place: Pick<OutboxRow, "uid" | "study" | "series" | "capture">,
  fault: OutboxFault,
): Promise<void> {
  const entry = { ...place, kind: "image", lengthBytes: 0, bytes: null } as const;
  await db.transaction("rw", db.outbox, db.labelObjects, () =>
    putRows(db, [entry], { doubtful: true, state: "rejected", fault }),
  );
}

/** Queued objects whose time has come, labels first. */
export async function dueRows(db: MainDatabase, nowMs: number): Promise<OutboxRow[]> {
  const rows = await inState(db, "queued");
  return rows.filter((row) => isDue(row, nowMs));
}

/** All objects in a state, labels first, then in order of enqueueing. */
export const inState = (db: MainDatabase, state: OutboxState): Promise<OutboxRow[]> =>
  db.outbox.where("[state+prio+seq]").between([state], [state, []]).toArray();

/** Changes rows in one transaction; those that are gone stay gone. */
export async function changeRows(
  db: MainDatabase,
  uids: readonly string[],
  change: (row: OutboxRow) => Partial<OutboxRow>,
): Promise<void> {
  await db.transaction("rw", db.outbox, async () => {
    for (const row of await db.outbox.bulkGet([...uids]))
      if (row) await db.outbox.put({ ...row, ...change(row) });
  });
}

/** At the start of a run, nobody knows what became of a request that an ended one had under way (sync 3.3). */
export async function recoverSending(db: MainDatabase): Promise<number> {
  const rows = await inState(db, "sending");
  await changeRows(
    db,
    rows.map(({ uid }) => uid),
    () => ({ state: "queued", doubtful: true, nextAtMs: 0 }),
  );
  return rows.length;
}

/** The network is back, or a person asks: what waits only because nobody answered is due now. A hub that asked for a pause is given it. */
export async function endNetworkWaits(db: MainDatabase): Promise<void> {
  const rows = [...(await inState(db, "queued")), ...(await inState(db, "sent"))];
  await changeRows(
    db,
    rows.filter(({ fault }) => fault?.code === "no-network").map(({ uid }) => uid),
    () => ({ nextAtMs: 0 }),
  );
}

/**
 * When the next object is to be tried that waits for a time, by the device's clock in ms; null when none does. One that is due now is no reason
 * to try at once: a run that left it had no answer for another.
 */
export async function nextTryMs(db: MainDatabase, nowMs: number): Promise<number | null> {
  const rows = [...(await inState(db, "queued")), ...(await inState(db, "sent"))];
  const times = rows.filter((row) => !isDue(row, nowMs)).map(({ nextAtMs }) => nextAtMs);
  return times.length === 0 ? null : Math.min(...times);
}

/** A person asks for another try of what was refused, or of everything towards another hub. */
export async function queueAgain(db: MainDatabase, uids: readonly string[]): Promise<void> {
  await db.transaction("rw", db.outbox, async () => {
    // What was never queued has nothing to send: the next run writes it anew, and names it again if it still cannot.
    for (const row of await db.outbox.bulkGet([...uids]))
      if (row?.kind === "image" && row.lengthBytes === 0) await db.outbox.delete(row.uid);
    await changeRows(db, uids, () => ({
      state: "queued",
      doubtful: true,
      tries: 0,
      nextAtMs: 0,
      fault: null,
    }));
  });
}

/** Bytes of a label object; null when they are not here. */
export const labelObjectBytes = async (db: MainDatabase, uid: string): Promise<ArrayBuffer | null> =>
  (await db.labelObjects.get(uid))?.bytes ?? null;

/** How many objects are not yet known to be safe on the hub. */
export const countWaiting = (db: MainDatabase): Promise<number> =>
  db.outbox.where("state").notEqual("verified").count();

/** Objects that are not yet known to be safe, those that need a person first, then in the order of sending. */
export async function waitingRows(db: MainDatabase): Promise<OutboxRow[]> {
  const rejected = await inState(db, "rejected");
  const others = await Promise.all(
    (["sending", "queued", "sent"] as const).map((state) => inState(db, state)),
  );
  return [...rejected, ...others.flat()];
}

/** Objects that another hub than this one was seen to hold. */
export const heldElsewhere = async (db: MainDatabase, hubId: string): Promise<string[]> =>
  (await inState(db, "verified")).filter((row) => row.hubId !== hubId).map(({ uid }) => uid);
