import type { ElementIndex } from "../../domain/deid/element-index.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import type { OwnPipelines } from "../wasm/own-pipelines.ts";
import type { FaceCover } from "./cover-face.ts";
import { nativeLayout } from "./native-layout.ts";
import { RefusedError } from "./refused-file.ts";
import { makeWholeFile, type WorkFile, wholeBytes } from "./work-file.ts";

const bigEndian = "1.2.840.10008.1.2.2";

/**
 * A copy of an uncompressed file in memory in whose frames the face is covered, in its own transfer syntax: samples change in place, no
 * other byte does. Throws RefusedError `unsupported-pixels`.
 */
export async function coverNative(
  file: WorkFile,
  index: ElementIndex,
  opened: PixelSource,
  cover: FaceCover,
  pipelines: OwnPipelines,
): Promise<WorkFile> {
  const layout = nativeLayout(index, opened.storedCount);
  if (!layout) throw new RefusedError("unsupported-pixels");
  const bytes = wholeBytes(file).slice();
  const view = new DataView(bytes.buffer);
  const little = index.transferSyntax !== bigEndian;
  for (let frameIndex = 0; frameIndex < opened.storedCount; frameIndex++) {
    const frame = await opened.stored(frameIndex);
    const covered = cover(frame, frameIndex);
    if (frame.pixels.byteLength !== layout.frameBytes) throw new RefusedError("unsupported-pixels");
    const start = layout.pixelsAt + frameIndex * layout.frameBytes;
    for (let pixel = 0; pixel < covered.length; pixel++)
      if (covered[pixel]) view.setUint16(start + pixel * 2, Number(frame.pixels[pixel]) & 0xffff, little);
  }
  return makeWholeFile(bytes, pipelines);
}
