import { FormatError } from "../format-error.ts";

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

/** X, Y, Z of a LogLuv pixel of 32 bits: u' and v' are steps of 1/410. */
function xyzOf(pixel: number): readonly [number, number, number] {
  const y = luminance(pixel >>> 16);
  if (y <= 0) return [0, 0, 0];
  const u = (((pixel >>> 8) & 255) + 0.5) / 410;
  const v = ((pixel & 255) + 0.5) / 410;
  const scale = 1 / (6 * u - 16 * v + 12);
  const x = 9 * u * scale;
  const small = 4 * v * scale;
  return [Math.fround((x / small) * y), Math.fround(y), Math.fround(((1 - x - small) / small) * y)];
}

const toByte = (light: number) => (light <= 0 ? 0 : light >= 1 ? 255 : Math.trunc(256 * Math.sqrt(light)));

/** LogLuv of 32 bits as the RGB of 8 bits that libtiff shows: CCIR 709 primaries, gamma 2, luminance 1 is white. */
export function decodeLogLuv(bytes: Uint8Array, columns: number, rows: number): Uint8Array<ArrayBuffer> {
  const pixels = readPlanes(bytes, columns, rows, 4);
  const out = new Uint8Array(pixels.length * 3);
  pixels.forEach((pixel, at) => {
    const [x, y, z] = xyzOf(pixel);
    out[at * 3] = toByte(2.69 * x - 1.276 * y - 0.414 * z);
    out[at * 3 + 1] = toByte(-1.022 * x + 1.978 * y + 0.044 * z);
    out[at * 3 + 2] = toByte(0.061 * x - 0.224 * y + 1.163 * z);
  });
  return out;
}
