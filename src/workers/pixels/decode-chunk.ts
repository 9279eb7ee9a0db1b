import { FormatError } from "../../formats/format-error.ts";
import { type CcittKind, decodeCcitt } from "../../formats/tiff/ccitt.ts";
import { chunkBytes, chunkSamples } from "../../formats/tiff/chunk-samples.ts";
import {
  decompressChunk,
  isByteCompression,
  reverseBits,
  unsupportedCompression,
} from "../../formats/tiff/decompress.ts";
import { sgiLog24 } from "../../formats/tiff/logarithmic-page.ts";
import type { TiffChunk } from "../../formats/tiff/page-layout.ts";
import { decodeLogL, decodeLogLuv, decodeLogLuv24 } from "../../formats/tiff/sgilog.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import { spreadChroma, ycbcrChunkBytes } from "../../formats/tiff/ycbcr-chunk.ts";
import { ycbcrToRgb } from "../../formats/tiff/ycbcr-to-rgb.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { ChunkPixels } from "./chunk-pixels.ts";
import { inflateZstd } from "./inflate-zstd.ts";
import { fromJpeg, fromOldJpeg } from "./tiff-jpeg-chunk.ts";
import { fromJpeg2000, isJpeg2000 } from "./tiff-jpeg2000-chunk.ts";
import { fromLerc, lerc } from "./tiff-lerc-chunk.ts";
import { checkWebpPage, fromWebp, webp } from "./tiff-webp-chunk.ts";

const isSubsampled = (page: TiffPage) =>
  page.photometric === 6 &&
  page.planar === 1 &&
  page.samples === 3 &&
  page.subsampling.some((step) => step > 1);

const zstd = 50000;

const isJpeg = (page: TiffPage) => page.compression === 6 || page.compression === 7;

const rleWords = 32771;
const isFax = (page: TiffPage) => [2, 3, 4, rleWords].includes(page.compression);

function faxKind(page: TiffPage): CcittKind {
  if (page.compression === 4) return "g4";
  if (page.compression === 2) return "rle";
  if (page.compression === rleWords) return "rle-words";
  return page.faxTwoDimensional ? "g3-2d" : "g3-1d";
}

/** The plain bytes of a chunk. */
function plainBytes(bytes: Uint8Array, page: TiffPage, size: number, columns: number): Uint8Array {
  if (page.compression !== zstd) return decompressChunk(page.compression, bytes, size, columns);
  return decompressChunk(1, inflateZstd(bytes, size), size, columns);
}

function fromBytes(bytes: Uint8Array, page: TiffPage, chunk: TiffChunk): ChunkPixels {
  const { columns, rows } = chunk;
  const ordered = page.fillOrder === 2 ? reverseBits(bytes) : bytes;
  if (isSubsampled(page)) {
    if (page.bits !== 8) throw new FormatError("unsupported-pixels", "8-bit YCbCr", `${page.bits} bits`);
    const units = plainBytes(ordered, page, ycbcrChunkBytes(page, columns, rows), columns);
    const pixels = spreadChroma(units, page, columns, rows);
    ycbcrToRgb(pixels, page.ycbcr);
    return { columns, rows, samples: 3, pixels };
  }
  const plain = isFax(page)
    ? decodeCcitt(ordered, columns, rows, faxKind(page))
    : plainBytes(ordered, page, chunkBytes(page, columns, rows), columns);
  return {
    columns,
    rows,
    samples: page.planar === 2 ? 1 : page.samples,
    pixels: chunkSamples(plain, page, columns, rows),
  };
}

function fromLogarithms(bytes: Uint8Array, page: TiffPage, { columns, rows }: TiffChunk): ChunkPixels {
  const { samples, compression } = page;
  const decode = samples === 1 ? decodeLogL : compression === sgiLog24 ? decodeLogLuv24 : decodeLogLuv;
  return { columns, rows, samples, pixels: decode(bytes, columns, rows) };
}

/** Throws unless the chunks of the page can be decoded: asked once a page, before anything is allocated. */
export function checkDecodable(page: TiffPage): void {
  if (
    !isJpeg(page) &&
    !isJpeg2000(page) &&
    ![zstd, lerc, webp].includes(page.compression) &&
    !page.logarithmic &&
    !isByteCompression(page.compression) &&
    !isFax(page)
  )
    throw unsupportedCompression(page.compression);
  if (page.compression === webp) checkWebpPage(page);
  if (page.logarithmic && page.planar !== 1)
    throw new FormatError("unsupported-pixels", "SGILog samples side by side", "planar");
  if (page.compression === 32809 && page.bits !== 4)
    throw new FormatError("unsupported-pixels", "4-bit ThunderScan data", `${page.bits} bits`);
  if (page.compression === 32766 && page.bits !== 2)
    throw new FormatError("unsupported-pixels", "2-bit NeXT data", `${page.bits} bits`);
  if (isFax(page) && (page.bits !== 1 || page.samples !== 1)) {
    throw new FormatError(
      "unsupported-pixels",
      "one bit a pixel in fax data",
      `${page.bits} × ${page.samples}`,
    );
  }
}

/**
 * What the decoded samples of a page's chunks mean. YCbCr that is JPEG or has fewer chroma than luma samples comes as the RGB that
 * other decoders give; whole YCbCr triples stay as stored.
 */
export const chunkPhotometric = (page: TiffPage) =>
  page.photometric === 6 && !isJpeg(page) && !isJpeg2000(page) && !isSubsampled(page) ? "YBR_FULL" : "RGB";

async function decodeBytes(bytes: Uint8Array, page: TiffPage, chunk: TiffChunk, codecs: Codecs) {
  if (page.compression === 7) return fromJpeg(bytes, page, chunk, codecs);
  if (isJpeg2000(page)) return fromJpeg2000(bytes, page, chunk, codecs);
  if (page.compression === lerc) return fromLerc(bytes, page, chunk, codecs);
  if (page.compression === webp) return fromWebp(bytes, page, chunk, codecs);
  if (page.logarithmic) return fromLogarithms(bytes, page, chunk);
  return fromBytes(bytes, page, chunk);
}

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
  if (page.oldJpeg) return fromOldJpeg(page.oldJpeg, page, chunk);
  const { source } = page.directory;
  const available = Math.min(chunk.lengthBytes, source.lengthBytes - chunk.offsetBytes);
  const bytes = await source.read(chunk.offsetBytes, Math.max(available, 1));
  const part = await decodeBytes(bytes, page, chunk, codecs);
  if (part.samples !== page.samples && page.planar !== 2) {
    throw new FormatError("unsupported-pixels", `${page.samples} samples in a chunk`, `${part.samples}`);
  }
  return part;
}
