import { FormatError } from "../format-error.ts";
import { inflateRaw } from "../inflate-raw.ts";
import { decodeLzw } from "./lzw.ts";
import { decodeNext, decodeThunder } from "./old-run-codes.ts";
import { decodeXz } from "./xz/decode-xz.ts";

const reversed = Uint8Array.from({ length: 256 }, (_, byte) => {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) out |= 128 >> bit;
  return out;
});

/** Swaps the bit order of every byte (FillOrder 2). */
export const reverseBits = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => reversed[byte] ?? 0);

function unpackBytes(bytes: Uint8Array, out: Uint8Array): number {
  let at = 0;
  let written = 0;
  while (at < bytes.length && written < out.length) {
    const code = bytes[at++] ?? 0;
    if (code < 128) {
      const part = bytes.subarray(at, Math.min(at + code + 1, at + out.length - written));
      out.set(part, written);
      at += code + 1;
      written += part.length;
    } else if (code > 128) {
      const length = Math.min(257 - code, out.length - written);
      out.fill(bytes[at++] ?? 0, written, written + length);
      written += length;
    }
  }
  return written;
}

const next = 32766;
const thunder = 32809;

/** Compressions that give plain bytes; others are images of their own (JPEG) or not read. */
export const isByteCompression = (compression: number) =>
  [1, 5, 8, 32773, 32946, 34925, next, thunder].includes(compression);

/**
 * Undoes None, LZW, Deflate (both numbers), PackBits, LZMA, NeXT or ThunderScan into exactly `size` bytes, rows of `columns`
 * pixels. Errors: {@link FormatError} `truncated` when the chunk holds fewer, `unsupported-pixels` for another compression.
 */
export function decompressChunk(
  compression: number,
  chunk: Uint8Array,
  size: number,
  columns: number,
): Uint8Array {
  if (compression === 1) {
    if (chunk.length < size)
      throw new FormatError("truncated", `${size} bytes in a chunk`, `${chunk.length}`);
    return chunk.slice(0, size);
  }
  const out = new Uint8Array(size);
  let written: number;
  switch (compression) {
    case 5:
      written = decodeLzw(chunk, out);
      break;
    case 8:
    case 32946: {
      // A zlib wrapper of two bytes stands before the stream.
      const bytes = inflateRaw(chunk.subarray(2), null, Math.max(size * 2, 1 << 20), size);
      out.set(bytes.subarray(0, size));
      written = Math.min(bytes.length, size);
      break;
    }
    case 32773:
      written = unpackBytes(chunk, out);
      break;
    case 34925:
      written = decodeXz(chunk, out);
      break;
    case next:
      written = decodeNext(chunk, out, columns);
      break;
    case thunder:
      written = decodeThunder(chunk, out, columns);
      break;
    default:
      throw unsupportedCompression(compression);
  }
  if (written < size) throw new FormatError("truncated", `${size} bytes in a chunk`, `${written}`);
  return out;
}

const names: Readonly<Record<number, string>> = {
  34676: "SGILog of another photometric interpretation",
  34677: "SGILog of 24 bits and another photometric interpretation",
  34892: "lossy JPEG of a DNG",
  34933: "PNG",
  34934: "JPEG XR",
  50002: "JPEG XL",
  52546: "JPEG XL",
};

/** A compression that Overread does not read, by name. */
export function unsupportedCompression(compression: number): FormatError {
  return new FormatError(
    "unsupported-pixels",
    "TIFF compression none, LZW, Deflate, PackBits, ZSTD, LZMA, CCITT, JPEG, JPEG 2000, WebP, LERC or SGILog",
    names[compression] ?? `number ${compression}`,
  );
}
