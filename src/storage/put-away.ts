import type { DeidRecord } from "../domain/deid/deid-record.ts";
import type { Deidentified } from "../domain/deid/deidentified.ts";
import type { MainDatabase } from "./database.ts";
import { type InstanceWithBytes, mainParts } from "./instances.ts";
import { packGapsOf, tidyPacks } from "./packs.ts";
import { changeSyncStudy } from "./sync-versions.ts";
import { dropNamelessParts } from "./unfinished.ts";

/** Notes that a study was opened: what was looked at last is put away last. */
export const noteOpened = (db: MainDatabase, studyUid: string, nowMs: number): Promise<void> =>
  changeSyncStudy(db, studyUid, { openedAtMs: nowMs });

/**
 * Deletes the bytes of images, and keeps everything that is known of them: rows, records, labels. The caller has made sure that the hub
 * holds them, read back and compared (sync 3.10). Gives the bytes that became free: those in a pack in which others stay are overwritten, and
 * not free before those go too.
 */
export async function putAway(
  db: MainDatabase,
  studyUid: string,
  sopUids: readonly string[],
): Promise<number> {
  const inFiles: string[] = [];
  const inPacks: string[] = [];
  const tables = [db.chunks, db.instances, db.studies, db.unfinished, db.packGaps];
  const freed = await db.transaction("rw", tables, async () => {
    let bytes = 0;
    let packed = 0;
    let count = 0;
    for (const instance of await db.instances.bulkGet([...sopUids])) {
      if (!instance || instance.evicted || instance.studyUid !== studyUid) continue;
      const { inFile, pack, ...row } = instance;
      const { sopUid, chunkCount, lengthBytes } = row;
      await db.instances.put({ ...row, evicted: true });
      // A file is no part of a transaction: the row of it here outlives a crash before it is deleted.
      if (pack) {
        await db.packGaps.bulkPut(packGapsOf([instance]));
        inPacks.push(pack.id);
        packed += lengthBytes;
      } else if (inFile) {
        await db.unfinished.put({ sopUid });
        inFiles.push(sopUid);
      } else await db.chunks.bulkDelete(Array.from({ length: chunkCount }, (_, index) => [sopUid, index]));
      bytes += lengthBytes;
      count++;
    }
    const study = await db.studies.get(studyUid);
    if (study && count > 0)
      await db.studies.update(studyUid, {
        away: (study.away ?? 0) + count,
        bytes: Math.max(0, study.bytes - bytes),
      });
    return bytes - packed;
  });
  await dropNamelessParts(mainParts(db), inFiles);
  return freed + (await tidyPacks(db, inPacks));
}

/**
 * Brings the bytes of an image back that was put away, in whatever form they came; its labels and its place in the series stay. Those of a
 * large one were stored before (`storingParts`).
 */
export async function bringBack(
  db: MainDatabase,
  { instance, chunks }: Deidentified<InstanceWithBytes>,
  record: DeidRecord,
): Promise<void> {
  const { sopUid, studyUid, lengthBytes } = instance;
  const tables = [db.chunks, db.instances, db.studies, db.deidRecords, db.unfinished];
  await db.transaction("rw", tables, async () => {
    const before = await db.instances.get(sopUid);
    if (!before?.evicted) return;
    await db.chunks.bulkPut(chunks.map((bytes, index) => ({ sopUid, index, bytes })));
    await db.deidRecords.put(record);
    await db.unfinished.delete(sopUid);
    // The finest level of a slide knows the others; the file alone does not.
    const { slide } = before;
    await db.instances.put({ ...instance, ...(slide ? { slide, facts: before.facts } : {}) });
    const study = await db.studies.get(studyUid);
    if (study)
      await db.studies.update(studyUid, {
        away: Math.max(0, (study.away ?? 0) - 1),
        bytes: study.bytes + lengthBytes,
      });
  });
}
