import type { DecodedFile, DecodedImage, StoredSamples } from "../../domain/calls/pixels-calls.ts";
import { say } from "../../domain/said.ts";
import { type ByteSource, checkRange } from "../../formats/byte-source.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { PlainError } from "../serve.ts";
import { openDicomPixels } from "./open-dicom-pixels.ts";
import { openTiffPages } from "./open-tiff-pixels.ts";

interface DecodeContext {
  readonly signal: AbortSignal;
  transfer(...buffers: Transferable[]): void;
}

/** Range reads of a `Blob`, never the whole of it. */
export function blobSource(blob: Blob): ByteSource {
  return {
    lengthBytes: blob.size,
    async read(offset, length) {
      checkRange(blob.size, offset, length);
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}

/** A DICOM file may carry a TIFF header in its preamble (PS3.10 7.1): the mark behind it decides. */
const isDicom = (head: Uint8Array) =>
  head[128] === 0x44 && head[129] === 0x49 && head[130] === 0x43 && head[131] === 0x4d;

/** Whether a file that begins with `head` is a TIFF, classic or big. */
export const isTiff = (head: Uint8Array) => {
  const mark = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
  const version = mark === 0x4949 ? head[2] : mark === 0x4d4d ? head[3] : 0;
  return !isDicom(head) && (version === 42 || version === 43);
};

/**
 * Decodes every frame of a file as it lies on disk to its stored samples. For checks of the decoder and for looking at a file;
 * nothing is kept. Errors: FormatError.
 */
export async function decodeFile(
  file: unknown,
  codecs: Codecs,
  context: DecodeContext,
): Promise<DecodedFile> {
  if (!(file instanceof Blob)) throw new PlainError("not-an-image", say`No file was given.`);
  const source = blobSource(file);
  const head = await source.read(0, Math.min(132, file.size));
  const give = (frame: StoredFrame): StoredSamples => {
    context.transfer(frame.pixels.buffer);
    return frame;
  };
  if (!isTiff(head)) {
    const opened = await openDicomPixels(source, codecs);
    const frames: StoredSamples[] = [];
    for (let index = 0; index < opened.storedCount; index++) {
      frames.push(give(await opened.stored(index, context.signal)));
    }
    return { format: "dicom", images: [{ facts: opened.facts, planes: opened.planes, frames }] };
  }
  const images: DecodedImage[] = [];
  for (const page of await openTiffPages(source, codecs)) {
    try {
      const frame = give(await page.stored(context.signal));
      images.push({ facts: page.facts, planes: [], frames: [frame] });
    } catch (reason) {
      context.signal.throwIfAborted();
      images.push({
        facts: null,
        planes: [],
        frames: [],
        refused: reason instanceof Error ? reason.message : "",
      });
    }
  }
  return { format: "tiff", images };
}
