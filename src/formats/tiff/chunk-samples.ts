import type { SampleArray } from "../../domain/samples.ts";
import { newSamples, samplesFromLittleEndian, swapBytes } from "../dicom/sample-arrays.ts";
import { FormatError } from "../format-error.ts";
import type { TiffPage } from "./tiff-page.ts";
import { unpredict } from "./unpredict.ts";

/** Samples of a row in a chunk: chunky pages hold all samples of a pixel together. */
export const samplesInRow = (page: TiffPage, columns: number) =>
  columns * (page.planar === 2 ? 1 : page.samples);

/** Bytes of a chunk of that many rows and columns; rows are padded to whole bytes. */
export function chunkBytes(page: TiffPage, columns: number, rows: number): number {
  return Math.ceil((samplesInRow(page, columns) * page.bits) / 8) * rows;
}

function unpackRows(bytes: Uint8Array, page: TiffPage, count: number, rows: number): SampleArray {
  const { bits, type } = page;
  const out = newSamples(type, count * rows);
  const rowBytes = Math.ceil((count * bits) / 8);
  const signed = page.sampleFormat === 2;
  for (let row = 0; row < rows; row++) {
    let held = 0;
    let holding = 0;
    let at = row * rowBytes;
    for (let index = 0; index < count; index++) {
      while (holding < bits) {
        // Never more than 31 bits here: bits ≤ 24.
        held = ((held & ((1 << holding) - 1)) << 8) | (bytes[at++] ?? 0);
        holding += 8;
      }
      holding -= bits;
      const value = (held >>> holding) & (2 ** bits - 1);
      out[row * count + index] = signed ? (value << (32 - bits)) >> (32 - bits) : value;
    }
  }
  return out;
}

/** Predictor 2 on packed bits: sums of neighbours that wrap at the sample's own width. */
function sumPacked(samples: SampleArray, page: TiffPage, count: number): void {
  if (page.predictor !== 2 || page.sampleFormat === 2) {
    throw new FormatError("unsupported-pixels", "predictor 2 on unsigned packed bits", `${page.predictor}`);
  }
  const stride = page.planar === 2 ? 1 : page.samples;
  const mask = 2 ** page.bits - 1;
  for (let row = 0; row < samples.length; row += count) {
    for (let at = row + stride; at < row + count; at++) {
      samples[at] = ((samples[at] ?? 0) + (samples[at - stride] ?? 0)) & mask;
    }
  }
}

function half(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 31;
  const fraction = word & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function wideIntegers(bytes: Uint8Array, count: number, signed: boolean): SampleArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: count }, (_, index) => {
    const value = Number(signed ? view.getBigInt64(index * 8, true) : view.getBigUint64(index * 8, true));
    if (!Number.isSafeInteger(value)) {
      throw new FormatError("unsupported-pixels", "64-bit values up to 2^53", "a larger one");
    }
    return value;
  });
}

/**
 * Turns the decompressed bytes of a chunk into samples: byte order, predictor, packed bits, half floats. `bytes` is changed.
 * The result holds rows × samples of a row.
 */
export function chunkSamples(bytes: Uint8Array, page: TiffPage, columns: number, rows: number): SampleArray {
  const { bits, predictor, type } = page;
  const count = samplesInRow(page, columns);
  const whole = bits === 8 || bits === 16 || bits === 32 || bits === 64;
  if (!whole) {
    if (bits > 24) throw new FormatError("unsupported-pixels", "packed samples up to 24 bits", `${bits}`);
    const samples = unpackRows(bytes, page, count, rows);
    if (predictor > 1) sumPacked(samples, page, count);
    return samples;
  }
  const size = bits / 8;
  if (!page.directory.littleEndian && size > 1 && predictor !== 3) swapBytes(bytes, size);
  if (predictor > 1) unpredict(bytes, predictor, size, count, page.planar === 2 ? 1 : page.samples);
  const total = count * rows;
  if (page.sampleFormat === 3 && bits === 16) {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float32Array.from({ length: total }, (_, index) => half(words.getUint16(index * 2, true)));
  }
  if (bits === 64 && page.sampleFormat !== 3) return wideIntegers(bytes, total, page.sampleFormat === 2);
  return samplesFromLittleEndian(type, bytes, total);
}
