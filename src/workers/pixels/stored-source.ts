import type { Instance } from "../../domain/study.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { storedChunks } from "../../storage/stored-chunks.ts";
import { chunkSource } from "./read-instance.ts";

/** Range reads over the stored bytes of an instance. */
export function storedSource(database: MainDatabase, instance: Instance): ByteSource {
  const { lengthBytes, chunkCount, chunkEnds } = instance;
  return chunkSource(lengthBytes, chunkCount, storedChunks(database, instance), chunkEnds);
}
