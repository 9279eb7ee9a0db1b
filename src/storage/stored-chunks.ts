import type { Instance } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { filePlace } from "./file-places.ts";
import { fileRanges } from "./file-ranges.ts";

/** What tells where the bytes of an image lie. */
export type StoredPlace = Pick<
  Instance,
  "sopUid" | "chunkCount" | "chunkEnds" | "lengthBytes" | "inFile" | "pack"
>;

/** Longer than the preamble of a DICOM file (PS3.10 7.1), which is zeros by itself. */
const zerosInARow = 256;

/** Whether zeros may have taken the place of these bytes while they were read: they are written from the front, so that they are at one end. */
const mayBeOverwritten = (bytes: Uint8Array): boolean =>
  [bytes.subarray(0, zerosInARow), bytes.subarray(-zerosInARow)].some(
    (end) => !end.some((byte) => byte !== 0),
  );

/** Whether an image still lies where it lay. */
async function isStillThere(database: MainDatabase, { sopUid, pack }: StoredPlace): Promise<boolean> {
  const now = (await database.instances.get(sopUid))?.pack;
  return now !== undefined && now.id === pack?.id && now.at === pack.at;
}

/**
 * Reads ranges of an image that lies in a file or a pack; null for one that lies in rows. A range is null where it is not there as it was written: also
 * when the image was put away or erased since its row was read, and zeros lie in its place.
 */
export function storedRange(
  database: MainDatabase,
  place: StoredPlace,
): ((begin: number, end: number) => Promise<Uint8Array<ArrayBuffer> | null>) | null {
  const file = filePlace(place);
  if (!file) return null;
  const range = fileRanges(database, file);
  return async (begin, end) => {
    const bytes = await range(file.at + begin, file.at + end);
    if (!bytes || !place.pack || !mayBeOverwritten(bytes)) return bytes;
    return (await isStillThere(database, place)) ? bytes : null;
  };
}

/**
 * Reads a stored image chunk by chunk, wherever it lies: a row each in the store, or a range of its file or pack. Null for one that is not
 * there as it was written.
 */
export function storedChunks(
  database: MainDatabase,
  place: StoredPlace,
): (index: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  const { sopUid, chunkEnds = [] } = place;
  const range = storedRange(database, place);
  if (!range)
    return async (index) => {
      const row = await database.chunks.get([sopUid, index]);
      return row ? new Uint8Array(row.bytes) : null;
    };
  return async (index) => {
    const end = chunkEnds[index];
    return end === undefined ? null : range(chunkEnds[index - 1] ?? 0, end);
  };
}
