import type { ByteSource } from "../../formats/byte-source.ts";
import { heldChunk } from "../../storage/quarantine.ts";
import type { HeldRow } from "../../storage/quarantine-database.ts";
import { chunkSource } from "../pixels/read-instance.ts";
import type { ImportContext } from "./import-context.ts";
import type { CleanedImage } from "./stored-image.ts";

/** Range reads over the decrypted bytes of a held image; a few chunks of them are in memory. */
export async function heldSource(
  context: ImportContext,
  { sopUid, lengthBytes, chunkCount }: HeldRow,
  { instance }: CleanedImage,
): Promise<ByteSource> {
  const { quarantine } = await context.keys();
  const fetchChunk = (index: number) => heldChunk(context.quarantine, quarantine, sopUid, index);
  return chunkSource(lengthBytes, chunkCount, fetchChunk, instance.chunkEnds);
}
