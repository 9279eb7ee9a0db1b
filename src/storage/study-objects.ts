import type { DeidRecord } from "../domain/deid/deid-record.ts";
import type { Deidentified } from "../domain/deid/deidentified.ts";
import type { StudyObject } from "../domain/study-object.ts";
import type { MainDatabase } from "./database.ts";

/** An object of a study with its bytes, cut into chunks of at most 1 MB. */
export interface ObjectWithBytes {
  readonly object: StudyObject;
  readonly chunks: readonly ArrayBuffer[];
}

/** Stores an object without pixels and its record in one transaction, its own row last. Rejects on a full store. */
export async function putStudyObject(
  database: MainDatabase,
  { object, chunks }: Deidentified<ObjectWithBytes>,
  record: DeidRecord,
): Promise<void> {
  const { studyObjects, chunks: chunkTable, deidRecords } = database;
  await database.transaction("rw", [studyObjects, chunkTable, deidRecords], async () => {
    await chunkTable.bulkPut(chunks.map((bytes, index) => ({ sopUid: object.sopUid, index, bytes })));
    await deidRecords.put(record);
    await studyObjects.put(object);
  });
}

/** The objects of some studies, in the order of their UIDs. */
export async function readStudyObjects(
  database: MainDatabase,
  studyUids: readonly string[],
): Promise<readonly StudyObject[]> {
  const rows = await database.studyObjects
    .where("studyUid")
    .anyOf([...studyUids])
    .toArray();
  return rows.sort((a, b) => (a.sopUid < b.sopUid ? -1 : 1));
}

/** Deletes the objects of a study with their bytes and records: its images are gone, so nobody could see them. */
export async function dropStudyObjects(database: MainDatabase, studyUid: string): Promise<void> {
  const { studyObjects, chunks, deidRecords } = database;
  await database.transaction("rw", [studyObjects, chunks, deidRecords], async () => {
    const rows = await studyObjects.where("studyUid").equals(studyUid).toArray();
    for (const { sopUid, chunkCount } of rows) {
      await chunks.where("[sopUid+index]").between([sopUid, 0], [sopUid, chunkCount], true, false).delete();
      await deidRecords.delete(sopUid);
      await studyObjects.delete(sopUid);
    }
  });
}

/** The bytes of a stored object, joined; null when they are not whole. */
export async function studyObjectBytes(
  database: MainDatabase,
  { sopUid, chunkCount, lengthBytes }: StudyObject,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const rows = await database.chunks
    .where("[sopUid+index]")
    .between([sopUid, 0], [sopUid, chunkCount], true, false)
    .toArray();
  const bytes = new Uint8Array(lengthBytes);
  let at = 0;
  for (const row of rows) {
    if (at + row.bytes.byteLength > lengthBytes) return null;
    bytes.set(new Uint8Array(row.bytes), at);
    at += row.bytes.byteLength;
  }
  return at === lengthBytes ? bytes : null;
}
