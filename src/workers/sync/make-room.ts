import type { Instance, Study } from "../../domain/study.ts";
import { compactPacks } from "../../storage/compact-packs.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { storedFile } from "../../storage/file-places.ts";
import { isMostlyDead, packEnd } from "../../storage/packs.ts";
import { putAway } from "../../storage/put-away.ts";
import { syncStudy } from "../../storage/sync-versions.ts";
import { hubUidsOf } from "./queue-images.ts";

/** How room is made. */
export interface RoomMaking {
  readonly database: MainDatabase;
  /** Only what this hub was seen to hold may go. */
  readonly hubId: string;
  /** Enough, in bytes. */
  readonly wantedBytes: number;
  readonly isOpen: (studyUid: string) => Promise<boolean>;
  /** Ends between two studies, or while a pack is copied. */
  readonly signal?: AbortSignal;
}

/** What was put away. */
export interface MadeRoom {
  readonly images: number;
  readonly bytes: number;
}

/** Images of a study that may go: each of the objects that it became was read back from this hub and compared. */
async function safeImages({ database, hubId, isOpen }: RoomMaking, study: Study): Promise<Instance[]> {
  const { studyUid, appliedSeq } = study;
  const { base, also, seq } = await syncStudy(database, studyUid);
  // What was drawn and has no version yet is written with the images at hand.
  if (base === null || also.length > 0 || seq !== appliedSeq || (await isOpen(studyUid))) return [];
  const rows = await database.outbox.where("study").equals(studyUid).toArray();
  const safe = new Set(
    rows.flatMap(({ uid, state, hubId: at }) => (state === "verified" && at === hubId ? [uid] : [])),
  );
  const images = await database.instances.where("studyUid").equals(studyUid).toArray();
  return images.filter((image) => {
    const uids = hubUidsOf(image);
    return !image.evicted && uids.length > 0 && uids.every((uid) => safe.has(uid));
  });
}

/**
 * Of images that may go those that give room. In a pack in which most of the bytes stay only its end can be cut off: whatever else went would
 * be gone from this device for nothing.
 */
async function givingRoom(database: MainDatabase, images: readonly Instance[]): Promise<Instance[]> {
  const going = new Set(images.map(({ sopUid }) => sopUid));
  const packs = new Set(images.flatMap(({ pack }) => pack?.id ?? []));
  const kept = new Set<string>();
  for (const id of packs) {
    const file = await storedFile(database, { kind: "packs", name: id });
    const all = await database.instances.where("pack.id").equals(id).toArray();
    const staying = all.filter(({ sopUid }) => !going.has(sopUid));
    if (!file || staying.length === 0 || isMostlyDead(staying, file.size)) continue;
    const end = packEnd(staying);
    for (const { sopUid, pack } of all) if (pack && pack.at < end) kept.add(sopUid);
  }
  return images.filter(({ sopUid }) => !kept.has(sopUid));
}

/** Puts images away that the hub holds, those of the study that was opened longest ago first, until enough is free (sync 3.10). */
export async function makeRoom(making: RoomMaking): Promise<MadeRoom> {
  const { database, wantedBytes, isOpen, signal } = making;
  const used = await Promise.all(
    (await database.studies.toArray()).map(async (study) => {
      const { openedAtMs = 0 } = await syncStudy(database, study.studyUid);
      return { study, lastMs: Math.max(openedAtMs, Date.parse(study.importedAt) || 0) };
    }),
  );
  const compaction = { isOpen, ...(signal ? { signal } : {}) };
  // What was put away before may give room without anything more.
  let made: MadeRoom = { images: 0, bytes: await compactPacks(database, compaction) };
  for (const { study } of used.sort((a, b) => a.lastMs - b.lastMs)) {
    if (made.bytes >= wantedBytes || signal?.aborted) break;
    const images = await givingRoom(database, await safeImages(making, study));
    if (images.length === 0) continue;
    const bytes = await putAway(
      database,
      study.studyUid,
      images.map(({ sopUid }) => sopUid),
    );
    const compacted = await compactPacks(database, compaction);
    made = { images: made.images + images.length, bytes: made.bytes + bytes + compacted };
  }
  return made;
}
