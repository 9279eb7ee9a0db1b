import type { Instance } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { filePlace } from "./file-places.ts";
import { fileRanges } from "./file-ranges.ts";

/** What tells where the bytes of an image lie. */
export type StoredPlace = Pick<
  Instance,
  "sopUid" | "chunkCount" | "chunkEnds" | "lengthBytes" | "inFile" | "pack"
>;

/**
 * Reads a stored image chunk by chunk, wherever it lies: a row each in the store, or a range of its file or pack. Null for one that is not
 * there as it was written.
 */
export function storedChunks(
  database: MainDatabase,
  place: StoredPlace,
): (index: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  const { sopUid, chunkEnds = [] } = place;
  const file = filePlace(place);
  if (!file)
    return async (index) => {
      const row = await database.chunks.get([sopUid, index]);
      return row ? new Uint8Array(row.bytes) : null;
    };
  const range = fileRanges(database, file);
  return async (index) => {
    const end = chunkEnds[index];
    return end === undefined ? null : range(file.at + (chunkEnds[index - 1] ?? 0), file.at + end);
  };
}
