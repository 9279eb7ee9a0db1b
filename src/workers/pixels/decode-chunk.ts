import { decompress as decompressZstd } from "fzstd";
import type { SampleArray } from "../../domain/pixel-source.ts";
import { codestreamFactsOf } from "../../formats/dicom/codestream-facts.ts";
import { samplesFromLittleEndian } from "../../formats/dicom/sample-arrays.ts";
import { ybrFullToRgb } from "../../formats/dicom/ybr.ts";
import { FormatError } from "../../formats/format-error.ts";
import { type CcittKind, decodeCcitt } from "../../formats/tiff/ccitt.ts";
import { chunkBytes, chunkSamples } from "../../formats/tiff/chunk-samples.ts";
import {
  decompressChunk,
  isByteCompression,
  reverseBits,
  unsupportedCompression,
} from "../../formats/tiff/decompress.ts";
import { mergeJpegTables } from "../../formats/tiff/jpeg-tables.ts";
import type { TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import { spreadChroma, ycbcrChunkBytes } from "../../formats/tiff/ycbcr-chunk.ts";
import type { Codecs } from "../codecs/codecs.ts";

/** A decoded chunk: its own size (JPEG chunks know better than the page), samples interleaved. */
export interface ChunkPixels {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly pixels: SampleArray;
}

const isSubsampled = (page: TiffPage) =>
  page.photometric === 6 &&
  page.planar === 1 &&
  page.samples === 3 &&
  page.subsampling.some((step) => step > 1);

const zstd = 50000;

const isFax = (page: TiffPage) => [2, 3, 4].includes(page.compression);

function faxKind(page: TiffPage): CcittKind {
  if (page.compression === 4) return "g4";
  if (page.compression === 2) return "rle";
  return page.faxTwoDimensional ? "g3-2d" : "g3-1d";
}

/** The plain bytes of a chunk. fzstd writes into the room it is given, so a lying frame cannot take more. */
function plainBytes(bytes: Uint8Array, page: TiffPage, size: number): Uint8Array {
  if (page.compression !== zstd) return decompressChunk(page.compression, bytes, size);
  try {
    return decompressChunk(1, decompressZstd(bytes, new Uint8Array(size)), size);
  } catch (reason) {
    if (reason instanceof FormatError) throw reason;
    throw new FormatError("parse-error", `${size} bytes of ZSTD data in a chunk`, "damaged data");
  }
}

function fromBytes(bytes: Uint8Array, page: TiffPage, chunk: TiffChunk): ChunkPixels {
  const { columns, rows } = chunk;
  const ordered = page.fillOrder === 2 ? reverseBits(bytes) : bytes;
  if (isSubsampled(page)) {
    if (page.bits !== 8) throw new FormatError("unsupported-pixels", "8-bit YCbCr", `${page.bits} bits`);
    const units = plainBytes(ordered, page, ycbcrChunkBytes(page, columns, rows));
    return { columns, rows, samples: 3, pixels: spreadChroma(units, page, columns, rows) };
  }
  const plain = isFax(page)
    ? decodeCcitt(ordered, columns, rows, faxKind(page))
    : plainBytes(ordered, page, chunkBytes(page, columns, rows));
  return {
    columns,
    rows,
    samples: page.planar === 2 ? 1 : page.samples,
    pixels: chunkSamples(plain, page, columns, rows),
  };
}

/** JPEG process by its frame header: lossless, 12-bit or baseline. */
function jpegSyntax(startOfFrame: number | null, precision: number): string {
  const family = "1.2.840.10008.1.2.4.";
  if (startOfFrame === 0xc3) return `${family}57`;
  return precision > 8 ? `${family}51` : `${family}50`;
}

async function fromJpeg(bytes: Uint8Array, page: TiffPage, codecs: Codecs): Promise<ChunkPixels> {
  const stream = mergeJpegTables(page.jpegTables, bytes);
  const facts = codestreamFactsOf(stream);
  const decoded = await codecs.decode(stream, jpegSyntax(facts.startOfFrame, facts.precision), "jpeg");
  // The photometric tag decides the colour, not the stream's own markers (TIFF technical note 2).
  if (page.photometric === 6 && decoded.samples === 3 && decoded.bytesPerSample === 1)
    ybrFullToRgb(decoded.bytes);
  const count = decoded.columns * decoded.rows * decoded.samples;
  const type = decoded.bytesPerSample === 1 ? "u8" : "u16";
  return { ...decoded, pixels: samplesFromLittleEndian(type, decoded.bytes, count) };
}

/** Throws unless the chunks of the page can be decoded: asked once a page, before anything is allocated. */
export function checkDecodable(page: TiffPage): void {
  if (
    page.compression !== 7 &&
    page.compression !== zstd &&
    !isByteCompression(page.compression) &&
    !isFax(page)
  )
    throw unsupportedCompression(page.compression);
  if (isFax(page) && (page.bits !== 1 || page.samples !== 1)) {
    throw new FormatError(
      "unsupported-pixels",
      "one bit a pixel in fax data",
      `${page.bits} × ${page.samples}`,
    );
  }
}

/** What the decoded samples of a page's chunks mean: JPEG YCbCr comes as the RGB that JPEG decoders give. */
export const chunkPhotometric = (page: TiffPage) =>
  page.photometric === 6 && page.compression !== 7 ? "YBR_FULL" : "RGB";

/**
 * Decodes one strip or tile of a page to its samples; null for a hole, which is all zero. `columns` and `rows` are the chunk's own:
 * what hangs over the page is the caller's to cut. Errors: {@link FormatError}.
 */
export async function decodeChunk(
  page: TiffPage,
  chunk: TiffChunk,
  codecs: Codecs,
): Promise<ChunkPixels | null> {
  if (chunk.lengthBytes === 0) return null;
  const { source } = page.directory;
  const available = Math.min(chunk.lengthBytes, source.lengthBytes - chunk.offsetBytes);
  const bytes = await source.read(chunk.offsetBytes, Math.max(available, 1));
  const part = page.compression === 7 ? await fromJpeg(bytes, page, codecs) : fromBytes(bytes, page, chunk);
  if (part.samples !== page.samples && page.planar !== 2) {
    throw new FormatError("unsupported-pixels", `${page.samples} samples in a chunk`, `${part.samples}`);
  }
  return part;
}
