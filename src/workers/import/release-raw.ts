import type { BlankBox } from "../../domain/deid/plan.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import type { SampleArray } from "../../domain/samples.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { openRawPixels } from "../pixels/open-raw-pixels.ts";
import { blankFrame, bytesOfSamples } from "./blank-frames.ts";
import type { ReleasedBytes } from "./check-release.ts";
import { rawLayout } from "./clean-raw.ts";
import { chunkEndsOf, cutChunks } from "./cut-chunks.ts";
import { sha256 } from "./digests.ts";
import type { ImportContext } from "./import-context.ts";
import type { CleanedImage } from "./stored-image.ts";

/** What a screen shows darkest: the least stored value that the type or, in floats, the frame has; the greatest where a slope falls. */
function darkest({ type, bitsStored, samples, slope }: ImageFacts, pixels: SampleArray): readonly number[] {
  if (samples > 1) return new Array<number>(samples).fill(0);
  const falls = slope < 0;
  if (type.startsWith("u")) return [falls ? 2 ** bitsStored - 1 : 0];
  if (type.startsWith("i")) return [falls ? 2 ** (bitsStored - 1) - 1 : -(2 ** (bitsStored - 1))];
  let found = Number.NaN;
  for (const value of pixels)
    if (!(falls ? value <= found : value >= found) && Number.isFinite(value)) found = value;
  return [Number.isNaN(found) ? 0 : found];
}

/** Blanks the boxes of held samples; see `releaseHeld`. */
export async function releaseRaw(
  held: CleanedImage,
  bytes: Uint8Array<ArrayBuffer>,
  boxes: readonly BlankBox[],
  reviewer: string,
  context: ImportContext,
): Promise<ReleasedBytes> {
  const { instance, record } = held;
  const output = new Uint8Array(bytes);
  // Frames may be views of the bytes that they are read from, and are blanked in place.
  const opened = openRawPixels(instance, memorySource(output));
  const layout = rawLayout(instance);
  for (let frameIndex = 0; frameIndex < layout.frames; frameIndex++) {
    if (!boxes.some(({ frames }) => frames === "all" || frames.includes(frameIndex))) continue;
    const frame = await opened.stored(frameIndex);
    blankFrame(frame, frameIndex, boxes, darkest(instance.facts, frame.pixels));
    output.set(bytesOfSamples(frame.pixels), frameIndex * layout.frameBytes);
  }
  const chunks = cutChunks(output, layout);
  const outputSha256 = await sha256(output);
  return {
    image: {
      ...held,
      instance: {
        ...instance,
        sha256: outputSha256,
        chunkCount: chunks.length,
        chunkEnds: chunkEndsOf(chunks),
        pixelVerdict: "released-by-person",
      },
      record: { ...record, outputSha256, verdict: "released", boxes, reviewer, reviewedAt: context.now() },
    },
    chunks,
    proof: {
      before: openRawPixels(instance, memorySource(bytes)),
      after: openRawPixels(instance, memorySource(output)),
      boxes,
      compare: "shown",
    },
  };
}
