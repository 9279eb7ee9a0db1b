import { codestreamFactsOf } from "../../formats/dicom/codestream-facts.ts";
import { ownSamples } from "../../formats/dicom/sample-arrays.ts";
import { ybrFullToRgb } from "../../formats/dicom/ybr.ts";
import { FormatError } from "../../formats/format-error.ts";
import { decodeJpeg, interleavePlanes, type JpegPlanes } from "../../formats/tiff/jpeg/decode-jpeg.ts";
import { decodeOldJpeg, oldJpegRange } from "../../formats/tiff/jpeg/decode-old-jpeg.ts";
import { noTables, readJpegHeaders } from "../../formats/tiff/jpeg/jpeg-headers.ts";
import type { OldJpeg } from "../../formats/tiff/jpeg/old-jpeg.ts";
import { mergeJpegTables } from "../../formats/tiff/jpeg-tables.ts";
import type { TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import { ycbcrToRgb } from "../../formats/tiff/ycbcr-to-rgb.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { ChunkPixels } from "./chunk-pixels.ts";

/** A stream may be larger than its chunk by padding, not by an allocation of its own choice. */
function checkSize(columns: number, rows: number, chunk: TiffChunk): void {
  const most = Math.max(1 << 16, 4 * chunk.columns * chunk.rows);
  if (columns * rows <= most) return;
  throw new FormatError(
    "too-large",
    `a JPEG stream of about ${chunk.columns} × ${chunk.rows}`,
    `${columns} × ${rows}`,
  );
}

/** JPEG process by its frame header: lossless, 12-bit or baseline. */
function jpegSyntax(startOfFrame: number | null, precision: number): string {
  const family = "1.2.840.10008.1.2.4.";
  if (startOfFrame === 0xc3) return `${family}57`;
  return precision > 8 ? `${family}51` : `${family}50`;
}

function asChunk(planes: JpegPlanes): ChunkPixels {
  const wide = interleavePlanes(planes);
  const { columns, rows, precision } = planes;
  const pixels = precision > 8 ? wide : Uint8Array.from(wide);
  return { columns, rows, samples: planes.planes.length, pixels };
}

/** Decodes a chunk of compression 7 (TIFF technical note 2). Errors: FormatError. */
export async function fromJpeg(
  bytes: Uint8Array,
  page: TiffPage,
  chunk: TiffChunk,
  codecs: Codecs,
): Promise<ChunkPixels> {
  const stream = mergeJpegTables(page.jpegTables, bytes);
  const { frame } = readJpegHeaders(stream, noTables());
  if (frame) checkSize(frame.columns, frame.rows, chunk);
  // The general decoder loses a component of two or four without a word: our own reads those.
  if (frame && (frame.components.length === 2 || frame.components.length === 4))
    return asChunk(decodeJpeg(stream));
  const facts = codestreamFactsOf(stream);
  const decoded = await codecs.decode(stream, jpegSyntax(facts.startOfFrame, facts.precision), "jpeg");
  // The photometric tag decides the colour, not the stream's own markers (TIFF technical note 2).
  if (page.photometric === 6 && decoded.samples === 3) {
    if (decoded.bytesPerSample !== 1)
      throw new FormatError("unsupported-pixels", "YCbCr JPEG of 8 bits", `${facts.precision} bits`);
    ybrFullToRgb(decoded.bytes);
  }
  const count = decoded.columns * decoded.rows * decoded.samples;
  const type = decoded.bytesPerSample === 1 ? "u8" : "u16";
  return { ...decoded, pixels: ownSamples(type, decoded.bytes, count) };
}

/** Decodes a chunk of the retired compression 6 (TIFF 6.0 section 22); YCbCr comes as RGB. Errors: FormatError. */
export async function fromOldJpeg(old: OldJpeg, page: TiffPage, chunk: TiffChunk): Promise<ChunkPixels> {
  const { source } = page.directory;
  const [from, to] = oldJpegRange(old, page, chunk);
  const end = Math.min(to, source.lengthBytes);
  if (end <= from) throw new FormatError("truncated", "JPEG data in a strip", "none", from);
  const part = asChunk(decodeOldJpeg(await source.read(from, end - from), old, page, chunk));
  if (part.samples !== (page.planar === 2 ? 1 : page.samples))
    throw new FormatError("unsupported-pixels", `${page.samples} samples in a chunk`, `${part.samples}`);
  if (page.photometric === 6 && part.samples === 3 && part.pixels instanceof Uint8Array)
    ycbcrToRgb(part.pixels, page.ycbcr);
  return part;
}
