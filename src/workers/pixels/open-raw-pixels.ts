import { sampleBytes } from "../../domain/samples.ts";
import type { Instance } from "../../domain/study.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import { samplesFromLittleEndian } from "../../formats/dicom/sample-arrays.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { PixelSource } from "./pixel-source.ts";

/**
 * Opens an instance that is nothing but samples: little endian, frame after frame. Its rows say what they are. Errors:
 * {@link FormatError}.
 */
export function openRawPixels(
  { facts, planes, stacks = [] }: Pick<Instance, "facts" | "planes" | "stacks">,
  source: ByteSource,
): PixelSource {
  const { columns, rows, frames, samples, type } = facts;
  const count = columns * rows * samples;
  const frameBytes = count * sampleBytes[type];
  if (source.lengthBytes !== frameBytes * frames)
    throw new FormatError("truncated", `${frameBytes * frames} bytes of samples`, `${source.lengthBytes}`);
  const stored: PixelSource["stored"] = async (frameIndex, signal) => {
    if (!(frameIndex >= 0 && frameIndex < frames))
      throw new FormatError("no-pixel-data", `frame 1 to ${frames}`, `${frameIndex + 1}`);
    const bytes = await source.read(frameIndex * frameBytes, frameBytes);
    signal?.throwIfAborted();
    const pixels = samplesFromLittleEndian(type, bytes, count);
    const photometric = samples === 1 ? "MONOCHROME2" : "RGB";
    return { columns, rows, samples, type, pixels, halfChroma: false, photometric };
  };
  return {
    facts,
    planes,
    stacks,
    storedCount: frames,
    stored,
    display: async (frameIndex, signal) => {
      const { pixels } = await stored(frameIndex, signal);
      return { columns, rows, samples, type, pixels };
    },
  };
}
