import type { Instance } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { imageFile } from "./image-files.ts";

/** What tells where the bytes of an image lie. */
export type StoredPlace = Pick<Instance, "sopUid" | "chunkCount" | "chunkEnds" | "lengthBytes" | "inFile">;

/**
 * Reads a stored image chunk by chunk, wherever it lies: a row each in the store, or a range of its file. Null for one that is not there as it
 * was written.
 */
export function storedChunks(
  database: MainDatabase,
  { sopUid, chunkEnds = [], inFile }: StoredPlace,
): (index: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  if (!inFile)
    return async (index) => {
      const row = await database.chunks.get([sopUid, index]);
      return row ? new Uint8Array(row.bytes) : null;
    };
  let opened: Promise<Blob | null> | null = null;
  return async (index) => {
    opened ??= imageFile(database, sopUid);
    const file = await opened;
    const [begin, end] = [chunkEnds[index - 1] ?? 0, chunkEnds[index]];
    if (!file || end === undefined || end > file.size) {
      // It may be there the next time: another tab brings it back.
      opened = null;
      return null;
    }
    const bytes = await file
      .slice(begin, end)
      .arrayBuffer()
      .catch(() => null);
    if (!bytes) opened = null;
    return bytes && new Uint8Array(bytes);
  };
}
