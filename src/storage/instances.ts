import type { DeidRecord } from "../domain/deid/deid-record.ts";
import type { Deidentified } from "../domain/deid/deidentified.ts";
import { SaidError, say } from "../domain/said.ts";
import type { Instance, PackPlace, Series, Study } from "../domain/study.ts";
import type { ChunkRow, MainDatabase } from "./database.ts";
import { removeStoredFile, storedFileNames } from "./file-places.ts";
import { type StoredPlace, storedChunks, storedRange } from "./stored-chunks.ts";
import type { PartTables } from "./unfinished.ts";

/** An instance with its bytes, cut into chunks of at most 1 MB; of a large one they were stored before (`putParts`, or in a file). */
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
export class MissingPartError extends SaidError {
  override readonly name = "MissingPartError";
  constructor(sopUid: string, index: number) {
    super(say`Part ${index + 1} of image ${sopUid} is missing from the store.`);
  }
}

/** Where the chunks of a large instance go, or its file. */
export const mainParts = (database: MainDatabase): PartTables => ({
  unfinished: database.unfinished,
  whole: database.instances as unknown as PartTables["whole"],
  parts: database.chunks as unknown as PartTables["parts"],
  files: {
    names: () => storedFileNames(database, "images"),
    remove: (sopUid) => removeStoredFile(database, { kind: "images", name: sopUid }),
  },
});

/** Stores chunks of a large instance, inside `storingParts`: nothing finds them before `putInstance` has stored its row. */
export async function putParts(
  database: MainDatabase,
  rows: Deidentified<readonly ChunkRow[]>,
): Promise<void> {
  await database.chunks.bulkPut(rows);
}

/** An instance to store, with all that goes into the store together with it. */
export interface InstanceToStore {
  readonly attested: Deidentified<InstanceWithBytes>;
  readonly rows: InstanceRows;
  /** Where its bytes lie already; absent or null: they go into rows. */
  readonly pack?: PackPlace | null;
}

/** What a pack is left untidy by: until its import ends bytes may lie behind the last image, and nobody names those that were stored already. */
const gapsOf = (batch: readonly InstanceToStore[], isNew: readonly boolean[]) =>
  batch.flatMap(({ attested: { instance }, pack }, at) => {
    if (!pack) return [];
    const ends = { pack: pack.id, at: -1, lengthBytes: 0 };
    return isNew[at] ? [ends] : [ends, { pack: pack.id, at: pack.at, lengthBytes: instance.lengthBytes }];
  });

/** Studies as they are with these instances in them. */
function grownStudies(
  known: readonly Study[],
  fresh: readonly InstanceToStore[],
  counts: ReadonlyMap<string, number>,
): readonly Study[] {
  const grown = new Map(known.map((study) => [study.studyUid, study]));
  for (const { attested, rows } of fresh) {
    const { study } = rows;
    const base = grown.get(study.studyUid) ?? { ...study, imageCount: 0, bytes: 0 };
    grown.set(study.studyUid, {
      ...base,
      modalities: [...new Set([...base.modalities, ...study.modalities])].sort(),
      description: base.description || study.description,
      imageCount: base.imageCount + 1,
      bytes: base.bytes + attested.instance.lengthBytes,
      seriesCount: counts.get(study.studyUid) ?? base.seriesCount,
    });
  }
  return [...grown.values()];
}

/**
 * Stores instances in one transaction, their own rows last: what has a row has its bytes. False, and nothing written, for each whose
 * identifier is stored already, by another tab or by one before it. Rejects on a full store, with none of them stored.
 */
export async function putInstances(
  database: MainDatabase,
  batch: readonly InstanceToStore[],
): Promise<readonly boolean[]> {
  const { studies, series: seriesTable, instances, chunks: chunkTable, deidRecords, unfinished } = database;
  const { packGaps } = database;
  const tables = [studies, seriesTable, instances, chunkTable, deidRecords, unfinished, packGaps];
  const sopUids = batch.map(({ attested }) => attested.instance.sopUid);
  const studyUids = [...new Set(batch.map(({ rows }) => rows.study.studyUid))];
  return database.transaction("rw", tables, async () => {
    // Requests of one transaction are done in the order in which they are made: those that need no answer of another are made at once.
    const [stored, known] = await Promise.all([instances.bulkGet(sopUids), studies.bulkGet(studyUids)]);
    const isNew = sopUids.map((sopUid, at) => !stored[at] && sopUids.indexOf(sopUid) === at);
    const fresh = batch.filter((_, at) => isNew[at]);
    const gaps = gapsOf(batch, isNew);
    if (gaps.length > 0) await packGaps.bulkPut(gaps);
    if (fresh.length === 0) return isNew;
    const knownStudies = known.flatMap((study) => study ?? []);
    const series = fresh.flatMap(({ rows }) => rows.series ?? []);
    // Without a row of a series their number has not changed.
    const changed = new Set(series.map(({ studyUid }) => studyUid));
    const counted = studyUids.filter(
      (uid) => changed.has(uid) || !knownStudies.some((one) => one.studyUid === uid),
    );
    const [, , , , ...counts] = await Promise.all([
      chunkTable.bulkPut(
        fresh.flatMap(({ attested: { instance, chunks }, pack }) =>
          pack ? [] : chunks.map((bytes, index) => ({ sopUid: instance.sopUid, index, bytes })),
        ),
      ),
      deidRecords.bulkPut(fresh.map(({ rows }) => rows.record)),
      unfinished.bulkDelete(fresh.map(({ attested }) => attested.instance.sopUid)),
      seriesTable.bulkPut(series),
      ...counted.map((uid) => seriesTable.where("studyUid").equals(uid).count()),
    ]);
    const countOf = new Map(counted.map((uid, at) => [uid, counts[at] ?? 0]));
    await Promise.all([
      studies.bulkPut(grownStudies(knownStudies, fresh, countOf)),
      instances.bulkPut(
        fresh.map(({ attested: { instance }, pack }) => (pack ? { ...instance, pack } : instance)),
      ),
    ]);
    return isNew;
  });
}

/** As {@link putInstances}, for one. */
export async function putInstance(
  database: MainDatabase,
  attested: Deidentified<InstanceWithBytes>,
  rows: InstanceRows,
): Promise<boolean> {
  const [isNew = false] = await putInstances(database, [{ attested, rows }]);
  return isNew;
}

/** The bytes of a stored instance, chunk by chunk. Rejects where one is missing. */
export async function* instancePieces(
  database: MainDatabase,
  place: StoredPlace,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunkAt = storedChunks(database, place);
  for (let index = 0; index < place.chunkCount; index++) {
    const chunk = await chunkAt(index);
    if (!chunk) throw new MissingPartError(place.sopUid, index);
    yield chunk;
  }
}

/** The bytes of a stored instance, joined; null when it is not whole. */
export async function instanceBytes(
  database: MainDatabase,
  sopUid: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const instance = await database.instances.get(sopUid);
  if (!instance) return null;
  const range = storedRange(database, instance);
  if (range) return range(0, instance.lengthBytes);
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
