import type { InstanceFormat } from "../../domain/study.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { openPixels } from "../pixels/open-pixels.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import { bytesOfSamples } from "./blank-frames.ts";
import type { ImportContext } from "./import-context.ts";

/** Whether two images decode to the same stored samples, frame by frame: then one is the other in another compression. */
async function samePixels(a: OpenedPixels, b: OpenedPixels): Promise<boolean> {
  if (a.facts.frames !== b.facts.frames) return false;
  for (let index = 0; index < a.facts.frames; index++) {
    const [left, right] = [await a.stored(index), await b.stored(index)];
    if (
      left.type !== right.type ||
      left.photometric !== right.photometric ||
      left.halfChroma !== right.halfChroma
    )
      return false;
    const [mine, theirs] = [bytesOfSamples(left.pixels), bytesOfSamples(right.pixels)];
    if (mine.length !== theirs.length || mine.some((byte, i) => byte !== theirs[i])) return false;
  }
  return true;
}

/** Whether stored bytes hold the same pixels as the image in hand. */
export async function holdSamePixels(
  context: ImportContext,
  format: InstanceFormat,
  stored: Uint8Array<ArrayBuffer> | null,
  chunks: readonly ArrayBuffer[],
): Promise<boolean> {
  if (!stored) return false;
  const mine = new Uint8Array(await new Blob([...chunks]).arrayBuffer());
  const open = (bytes: Uint8Array) => openPixels(format, memorySource(bytes), context.codecs);
  try {
    return await samePixels(await open(mine), await open(stored));
  } catch {
    return false;
  }
}
