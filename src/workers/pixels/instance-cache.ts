import type { MainDatabase } from "../../storage/database.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { PlainError } from "../serve.ts";
import { openPixels } from "./open-pixels.ts";
import type { OpenedPixels } from "./opened-pixels.ts";
import { chunkSource } from "./read-instance.ts";

/** Opened instances that stay ready: headers read, frames located, a few chunks in memory. */
const keptInstances = 6;

/** Gives the opened pixels of a stored instance; the least recently used ones are let go. */
export function makeInstanceCache(database: MainDatabase, codecs: Codecs) {
  const opened = new Map<string, Promise<OpenedPixels>>();

  const open = async (sopUid: string): Promise<OpenedPixels> => {
    const instance = await database.instances.get(sopUid);
    if (!instance) throw new PlainError("not-found", "This image is no longer on the device.");
    const { lengthBytes, chunkCount, chunkEnds } = instance;
    const fetchChunk = async (index: number) => {
      const row = await database.chunks.get([sopUid, index]);
      return row ? new Uint8Array(row.bytes) : null;
    };
    const source = chunkSource(lengthBytes, chunkCount, fetchChunk, chunkEnds);
    return openPixels(instance, source, codecs);
  };

  return (sopUid: string): Promise<OpenedPixels> => {
    const ready = opened.get(sopUid) ?? open(sopUid);
    opened.delete(sopUid);
    opened.set(sopUid, ready);
    // What failed is tried again next time: the store may have changed.
    ready.catch(() => opened.delete(sopUid));
    const oldest = opened.keys().next();
    if (opened.size > keptInstances && !oldest.done) opened.delete(oldest.value);
    return ready;
  };
}
