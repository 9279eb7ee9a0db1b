import type { Instance } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { type FileName, filePlace, storedFile } from "./file-places.ts";

/** What tells where the bytes of an image lie. */
export type StoredPlace = Pick<
  Instance,
  "sopUid" | "chunkCount" | "chunkEnds" | "lengthBytes" | "inFile" | "pack"
>;

/** Reads ranges of a stored file; null where it is not there, or shorter. */
export function fileRanges(
  database: MainDatabase,
  name: FileName,
): (begin: number, end: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  let opened: Promise<Blob | null> | null = null;
  const attempt = async (begin: number, end: number) => {
    opened ??= storedFile(database, name);
    const file = await opened;
    const bytes =
      file && end <= file.size
        ? await file
            .slice(begin, end)
            .arrayBuffer()
            .catch(() => null)
        : null;
    // A file is what it was when it was asked for: others may have come into the pack since, or another tab has brought an image back.
    if (!bytes) opened = null;
    return bytes && new Uint8Array(bytes);
  };
  return async (begin, end) => (await attempt(begin, end)) ?? attempt(begin, end);
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
