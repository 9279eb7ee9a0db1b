import type { Instance, PackPlace } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { filePlace } from "./file-places.ts";
import { fileRanges } from "./file-ranges.ts";

/** What tells where the bytes of an image lie. */
export type StoredPlace = Pick<
  Instance,
  "sopUid" | "sha256" | "chunkCount" | "chunkEnds" | "lengthBytes" | "inFile" | "pack"
>;

/** Longer than the preamble of a DICOM file (PS3.10 7.1), which is zeros by itself. */
const zerosInARow = 256;

/** Whether zeros may have taken the place of these bytes while they were read: they are written from the front, so that they are at one end. */
const mayBeOverwritten = (bytes: Uint8Array): boolean =>
  [bytes.subarray(0, zerosInARow), bytes.subarray(-zerosInARow)].some(
    (end) => !end.some((byte) => byte !== 0),
  );

/** Whether two images lie in one place of a pack. */
const isSamePlace = (a: PackPlace | undefined, b: PackPlace | undefined): boolean =>
  a?.id === b?.id && a?.at === b?.at;

/**
 * Reads ranges of an image that lies in a file or a pack; null for one that lies in rows. A range is null where it is not there as it was written: also
 * when the image was put away or erased since its row was read, and zeros lie in its place. One that was copied into another pack since
 * (`compactPacks`) is read there.
 */
export function storedRange(
  database: MainDatabase,
  place: StoredPlace,
): ((begin: number, end: number) => Promise<Uint8Array<ArrayBuffer> | null>) | null {
  const readerAt = ({ pack }: Pick<Instance, "pack">) => {
    const file = filePlace({ ...place, ...(pack ? { pack } : {}) });
    return file && { pack, at: file.at, read: fileRanges(database, file) };
  };
  let now = readerAt(place);
  if (!now) return null;
  return async (begin, end) => {
    for (let from = now; from; from = now) {
      const bytes = await from.read(from.at + begin, from.at + end);
      if (!from.pack || (bytes && !mayBeOverwritten(bytes))) return bytes;
      const row = await database.instances.get(place.sopUid);
      if (isSamePlace(row?.pack, from.pack)) return bytes;
      // Put away or erased; or it came back since, as other bytes or into rows.
      if (!row?.pack || row.sha256 !== place.sha256) return null;
      now = readerAt(row);
    }
    return null;
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
