import type { CancelSignal } from "../../domain/cancel.ts";
import type { SampleArray } from "../../domain/samples.ts";
import { sampleBytes } from "../../domain/samples.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { FormatError } from "../../formats/format-error.ts";
import { pageChunks, type TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { ChunkPixels } from "./chunk-pixels.ts";
import { checkDecodable, chunkPhotometric, decodeChunk } from "./decode-chunk.ts";

/** Copies what lies inside the page. */
function place(chunk: TiffChunk, part: ChunkPixels, page: TiffPage, out: SampleArray): void {
  const { samples } = page;
  const columns = Math.min(part.columns, page.columns - chunk.column);
  const rows = Math.min(part.rows, chunk.rows, page.rows - chunk.row);
  for (let row = 0; row < rows; row++) {
    const from = row * part.columns * part.samples;
    const to = ((chunk.row + row) * page.columns + chunk.column) * samples;
    if (part.samples === samples) {
      out.set(part.pixels.subarray(from, from + columns * samples) as never, to);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      out[to + column * samples + chunk.plane] = part.pixels[from + column * part.samples] ?? 0;
    }
  }
}

/** Most samples of a page that are held at once; larger ones are read in tiles. */
const mostPageBytes = 1 << 30;

/**
 * Decodes a page to its stored samples, interleaved; JPEG YCbCr as the RGB that JPEG decoders give. Errors: FormatError.
 */
export async function storedPage(
  page: TiffPage,
  codecs: Codecs,
  signal?: CancelSignal,
): Promise<StoredFrame> {
  checkDecodable(page);
  const chunks = pageChunks(page);
  const bytes = page.columns * page.rows * page.samples * sampleBytes[page.type];
  if (bytes > mostPageBytes) {
    throw new FormatError("too-large", `a page of at most ${mostPageBytes} bytes in one piece`, `${bytes}`);
  }
  const out = newSamples(page.type, page.columns * page.rows * page.samples);
  for (const chunk of chunks) {
    signal?.throwIfAborted();
    const part = await decodeChunk(page, chunk, codecs);
    if (part) place(chunk, part, page, out);
  }
  return {
    columns: page.columns,
    rows: page.rows,
    samples: page.samples,
    type: page.type,
    pixels: out,
    halfChroma: false,
    photometric: chunkPhotometric(page),
  };
}
