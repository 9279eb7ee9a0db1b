import type { Instance } from "../../domain/study.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { filePlace } from "../../storage/file-places.ts";
import { storedChunks } from "../../storage/stored-chunks.ts";
import { fileChunks } from "./file-chunks.ts";
import { chunkSource } from "./read-instance.ts";

/** Range reads over the stored bytes of an instance. */
export function storedSource(database: MainDatabase, instance: Instance): ByteSource {
  const { lengthBytes, chunkCount, chunkEnds } = instance;
  const fetchChunk = (filePlace(instance) ? fileChunks : storedChunks)(database, instance);
  return chunkSource(lengthBytes, chunkCount, fetchChunk, chunkEnds);
}
