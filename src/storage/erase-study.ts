import Dexie, { type Table } from "dexie";
import type { AuditEvent } from "../domain/audit-event.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase, PackGapRow } from "./database.ts";
import { mainParts } from "./instances.ts";
import { packGapsOf, tidyPacks } from "./packs.ts";
import { parkedKey } from "./readings.ts";
import { holdingKeys } from "./study-tables.ts";
import { forgetTasks } from "./task-lists.ts";
import { dropNamelessParts } from "./unfinished.ts";

/** Who erased a study, and when. */
export type ErasureMark = Pick<AuditEvent, "chain" | "at" | "actor">;

/** What was deleted. */
export interface ErasedStudy {
  readonly images: number;
  readonly labels: number;
  readonly bytes: number;
}

/**
 * Deletes everything that this device holds of a study: images, labels of all readers, versions, what waits, the way back to the person. What
 * stays are its acts in the audit chain, to which the erasure is added, and the patient's part of the split. In ONE transaction: all of it or
 * nothing; the files of large images and the packs, which no row names from then on, go right after it. Null when the study is not here. The caller holds the study, so that no editor has it open (sync 3.11).
 */
export async function eraseStudy(
  db: MainDatabase,
  studyUid: string,
  mark: ErasureMark,
): Promise<ErasedStudy | null> {
  const keys = holdingKeys(db);
  const tables: Table[] = [
    ...new Set([
      ...keys.map(({ table }) => table),
      db.chunks,
      db.thumbnails,
      db.settings,
      db.unfinished,
      db.packGaps,
    ]),
  ];
  const inFiles: string[] = [];
  const inPacks: PackGapRow[] = [];
  const erased = await db.transaction("rw", [...tables, db.audit], async () => {
    const study = await db.studies.get(studyUid);
    if (!study) return null;
    const labels = await db.annotations.where("studyUid").equals(studyUid).count();
    const images = await db.instances.where("studyUid").equals(studyUid).toArray();
    const objects = await db.studyObjects.where("studyUid").equals(studyUid).toArray();
    for (const { sopUid } of [...images, ...objects])
      await db.chunks
        .where("[sopUid+index]")
        .between([sopUid, Dexie.minKey], [sopUid, Dexie.maxKey])
        .delete();
    inFiles.push(...images.flatMap(({ sopUid, inFile }) => (inFile ? [sopUid] : [])));
    inPacks.push(...packGapsOf(images));
    await db.packGaps.bulkPut(inPacks);
    await db.unfinished.bulkPut(inFiles.map((sopUid) => ({ sopUid })));
    const series = await db.series.where("studyUid").equals(studyUid).primaryKeys();
    await db.thumbnails.bulkDelete(series);
    for (const { table, key } of keys) {
      await table.where(key).equals(studyUid).delete();
      // Readings of others that are parked (they carry the study's UID and the reader's).
      await table.where(key).startsWith(parkedKey(studyUid, "")).delete();
    }
    await db.settings.delete(`view.${studyUid}`);
    await forgetTasks(db, studyUid);
    await appendAudit(db, {
      ...mark,
      action: "erase-study",
      target: studyUid,
      detail: { images: images.length, labels, reason: "gone-from-hub" },
    });
    return { images: images.length, labels, bytes: study.bytes };
  });
  await dropNamelessParts(mainParts(db), inFiles);
  await tidyPacks(
    db,
    inPacks.map(({ pack }) => pack),
  );
  return erased;
}
