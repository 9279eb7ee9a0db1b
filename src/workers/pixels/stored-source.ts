import type { Instance } from "../../domain/study.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { chunkSource } from "./read-instance.ts";

/** Range reads over the stored bytes of an instance. */
export function storedSource(
  database: MainDatabase,
  { sopUid, lengthBytes, chunkCount, chunkEnds }: Instance,
): ByteSource {
  const fetchChunk = async (index: number) => {
    const row = await database.chunks.get([sopUid, index]);
    return row ? new Uint8Array(row.bytes) : null;
  };
  return chunkSource(lengthBytes, chunkCount, fetchChunk, chunkEnds);
}
