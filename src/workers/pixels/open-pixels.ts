import type { Instance } from "../../domain/study.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { openDicomPixels } from "./open-dicom-pixels.ts";
import { openRawPixels } from "./open-raw-pixels.ts";
import { openTiffPixels } from "./open-tiff-pixels.ts";
import type { PixelSource } from "./pixel-source.ts";
import type { SampleMemory } from "./sample-cache.ts";

/** What tells how the bytes of an instance are to be read; only raw ones need more than their format. */
export type PixelRows = Pick<Instance, "format" | "facts" | "planes" | "stacks">;

/** Opens the pixels of a stored instance of any format. Errors: `FormatError`. */
export async function openPixels(
  instance: PixelRows,
  source: ByteSource,
  codecs: Codecs,
  memory?: SampleMemory,
): Promise<PixelSource> {
  switch (instance.format) {
    case "dicom":
      return openDicomPixels(source, codecs, memory);
    case "tiff":
      return openTiffPixels(source, codecs, memory);
    case "raw":
      return openRawPixels(instance, source);
  }
}
