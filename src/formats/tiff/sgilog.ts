import { FormatError } from "../format-error.ts";
import { luvOfIndex } from "./luv-index.ts";

/**
 * SGILog (G. Ward, "The LogLuv Encoding for Full Gamut, High Dynamic Range Images", 1998, and the SGILog note of libtiff): planes of
 * bytes, highest first, each row run by run. A run is 128 + (length − 2) and its byte; else a count and its bytes.
 */
function readPlanes(
  bytes: Uint8Array,
  columns: number,
  rows: number,
  planes: 2 | 4,
): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(columns * rows);
  let from = 0;
  for (let row = 0; row < rows; row++) {
    for (let shift = (planes - 1) * 8; shift >= 0; shift -= 8) {
      let at = row * columns;
      const end = at + columns;
      while (at < end) {
        if (from + 1 >= bytes.length) throw new FormatError("truncated", `${rows} rows of SGILog`, `${row}`);
        const code = bytes[from++] ?? 0;
        const isRun = code >= 128;
        const length = isRun ? code - 126 : code;
        const stop = Math.min(at + length, end);
        if (!isRun && from + length > bytes.length)
          throw new FormatError("truncated", `${rows} rows of SGILog`, `${row}`);
        for (let next = from; at < stop; at++) {
          out[at] = ((out[at] ?? 0) | ((bytes[next] ?? 0) << shift)) >>> 0;
          if (!isRun) next++;
        }
        from += isRun ? 1 : length;
      }
    }
  }
  return out;
}

/** LogL: the 16-bit logarithms as stored, `value / 256 − 64` = log2 of the luminance, negative luminance below zero. */
export function decodeLogL(bytes: Uint8Array, columns: number, rows: number): Int16Array<ArrayBuffer> {
  return Int16Array.from(readPlanes(bytes, columns, rows, 2));
}

/** Luminance of the 16 high bits of a LogLuv pixel. */
function luminance(word: number): number {
  const exponent = word & 0x7fff;
  if (exponent === 0) return 0;
  const y = Math.exp((Math.LN2 / 256) * (exponent + 0.5) - Math.LN2 * 64);
  return word & 0x8000 ? -y : y;
}

/** A colour as LogLuv has it: CIE u' and v', and the luminance. */
type Luv = readonly [u: number, v: number, y: number];

/** X, Y, Z of a colour. */
function xyzOf([u, v, y]: Luv): readonly [number, number, number] {
  if (y <= 0) return [0, 0, 0];
  const scale = 1 / (6 * u - 16 * v + 12);
  const x = 9 * u * scale;
  const small = 4 * v * scale;
  return [Math.fround((x / small) * y), Math.fround(y), Math.fround(((1 - x - small) / small) * y)];
}

const toByte = (light: number) => (light <= 0 ? 0 : light >= 1 ? 255 : Math.trunc(256 * Math.sqrt(light)));

/** The RGB of 8 bits that libtiff shows: CCIR 709 primaries, gamma 2, luminance 1 is white. */
function shownRgb(count: number, colourOf: (at: number) => Luv): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count * 3);
  for (let at = 0; at < count; at++) {
    const [x, y, z] = xyzOf(colourOf(at));
    out[at * 3] = toByte(2.69 * x - 1.276 * y - 0.414 * z);
    out[at * 3 + 1] = toByte(-1.022 * x + 1.978 * y + 0.044 * z);
    out[at * 3 + 2] = toByte(0.061 * x - 0.224 * y + 1.163 * z);
  }
  return out;
}

/** LogLuv of 32 bits as RGB of 8 bits: u' and v' are steps of 1/410. */
export function decodeLogLuv(bytes: Uint8Array, columns: number, rows: number): Uint8Array<ArrayBuffer> {
  const pixels = readPlanes(bytes, columns, rows, 4);
  return shownRgb(pixels.length, (at) => {
    const pixel = pixels[at] ?? 0;
    return [(((pixel >>> 8) & 255) + 0.5) / 410, ((pixel & 255) + 0.5) / 410, luminance(pixel >>> 16)];
  });
}

/** LogLuv of 24 bits as RGB of 8 bits: three bytes a pixel without runs, 10 bits of logarithm and 14 of a colour in the table. */
export function decodeLogLuv24(bytes: Uint8Array, columns: number, rows: number): Uint8Array<ArrayBuffer> {
  const count = columns * rows;
  if (bytes.length < count * 3)
    throw new FormatError("truncated", `${count * 3} bytes of SGILog`, `${bytes.length}`);
  return shownRgb(count, (at) => {
    const [high = 0, middle = 0, low = 0] = bytes.subarray(at * 3, at * 3 + 3);
    const exponent = (high << 2) | (middle >> 6);
    const y = exponent === 0 ? 0 : Math.exp((Math.LN2 / 64) * (exponent + 0.5) - Math.LN2 * 12);
    return [...luvOfIndex(((middle & 63) << 8) | low), y];
  });
}
