import type { DeidRecord } from "../domain/deid/deid-record.ts";
import type { Deidentified } from "../domain/deid/deidentified.ts";
import type { Instance, Series, Study } from "../domain/study.ts";
import type { ChunkRow, MainDatabase } from "./database.ts";
import type { PartTables } from "./unfinished.ts";

/** An instance with its bytes, cut into chunks of at most 1 MB; of a large one they were stored before (`putParts`). */
export interface InstanceWithBytes {
  readonly instance: Instance;
  readonly chunks: readonly ArrayBuffer[];
}

/** What goes into the store together with an instance. */
export interface InstanceRows {
  /** The row for a study that is new; an existing one keeps its state and grows. */
  readonly study: Study;
  /** The series with this instance in it, or null where the caller writes it later. */
  readonly series: Series | null;
  readonly record: DeidRecord;
}

/** A stored instance lacks a chunk. */
export class MissingPartError extends Error {
  override readonly name = "MissingPartError";
  constructor(sopUid: string, index: number) {
    super(`Part ${index + 1} of image ${sopUid} is missing from the store.`);
  }
}

/** Where the chunks of a large instance go. */
export const mainParts = ({ unfinished, chunks, instances }: MainDatabase): PartTables => ({
  unfinished,
  whole: instances as unknown as PartTables["whole"],
  parts: chunks as unknown as PartTables["parts"],
});

/** Stores chunks of a large instance, inside `storingParts`: nothing finds them before `putInstance` has stored its row. */
export async function putParts(
  database: MainDatabase,
  rows: Deidentified<readonly ChunkRow[]>,
): Promise<void> {
  await database.chunks.bulkPut(rows);
}

/**
 * Stores an instance in one transaction, its own row last: what has a row has its bytes. False, and nothing written, where another tab
 * has stored this identifier meanwhile. Rejects on a full store.
 */
export async function putInstance(
  database: MainDatabase,
  { instance, chunks }: Deidentified<InstanceWithBytes>,
  { study, series, record }: InstanceRows,
): Promise<boolean> {
  const { studies, series: seriesTable, instances, chunks: chunkTable, deidRecords, unfinished } = database;
  const tables = [studies, seriesTable, instances, chunkTable, deidRecords, unfinished];
  return database.transaction("rw", tables, async () => {
    // Requests of one transaction are done in the order in which they are made: those that need no answer of another are made at once.
    const [stored, known] = await Promise.all([instances.get(instance.sopUid), studies.get(study.studyUid)]);
    if (stored) return false;
    // Without a row of a series their number has not changed.
    const counted = async () => {
      if (series) await seriesTable.put(series);
      else if (known) return known.seriesCount;
      return seriesTable.where("studyUid").equals(study.studyUid).count();
    };
    const [, , , seriesCount] = await Promise.all([
      chunkTable.bulkPut(chunks.map((bytes, index) => ({ sopUid: instance.sopUid, index, bytes }))),
      deidRecords.put(record),
      unfinished.delete(instance.sopUid),
      counted(),
    ]);
    const base = known ?? { ...study, imageCount: 0, bytes: 0 };
    await Promise.all([
      studies.put({
        ...base,
        modalities: [...new Set([...base.modalities, ...study.modalities])].sort(),
        description: base.description || study.description,
        imageCount: base.imageCount + 1,
        bytes: base.bytes + instance.lengthBytes,
        seriesCount,
      }),
      instances.put(instance),
    ]);
    return true;
  });
}

/** The bytes of a stored instance, chunk by chunk. Rejects where one is missing. */
export async function* instancePieces(
  database: MainDatabase,
  { sopUid, chunkCount }: Pick<Instance, "sopUid" | "chunkCount">,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let index = 0; index < chunkCount; index++) {
    const chunk = await database.chunks.get([sopUid, index]);
    if (!chunk) throw new MissingPartError(sopUid, index);
    yield new Uint8Array(chunk.bytes);
  }
}

/** The bytes of a stored instance, joined; null when it is not whole. */
export async function instanceBytes(
  database: MainDatabase,
  sopUid: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const instance = await database.instances.get(sopUid);
  if (!instance) return null;
  const rows = await database.chunks
    .where("[sopUid+index]")
    .between([sopUid, 0], [sopUid, instance.chunkCount], true, false)
    .toArray();
  const bytes = new Uint8Array(instance.lengthBytes);
  let at = 0;
  for (const row of rows) {
    bytes.set(new Uint8Array(row.bytes), at);
    at += row.bytes.byteLength;
  }
  return at === instance.lengthBytes ? bytes : null;
}
