import type { Instance, Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
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

/** Puts images away that the hub holds, those of the study that was opened longest ago first, until enough is free (sync 3.10). */
export async function makeRoom(making: RoomMaking): Promise<MadeRoom> {
  const { database, wantedBytes } = making;
  const used = await Promise.all(
    (await database.studies.toArray()).map(async (study) => {
      const { openedAtMs = 0 } = await syncStudy(database, study.studyUid);
      return { study, lastMs: Math.max(openedAtMs, Date.parse(study.importedAt) || 0) };
    }),
  );
  let made: MadeRoom = { images: 0, bytes: 0 };
  for (const { study } of used.sort((a, b) => a.lastMs - b.lastMs)) {
    if (made.bytes >= wantedBytes) break;
    const images = await safeImages(making, study);
    const bytes = await putAway(
      database,
      study.studyUid,
      images.map(({ sopUid }) => sopUid),
    );
    made = { images: made.images + images.length, bytes: made.bytes + bytes };
  }
  return made;
}
