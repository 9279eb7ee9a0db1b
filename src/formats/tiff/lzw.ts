import { FormatError } from "../format-error.ts";

const clear = 256;
const end = 257;
const firstFree = 258;
const tableSize = 4096;

/**
 * TIFF's LZW (TIFF 6.0 section 13), also the least-significant-bit-first form of old writers, into `out`. Stops at the end code, at
 * the end of the data, or when `out` is full; returns how many bytes are there. Every string of the table has been written
 * before, so the table holds places in `out` instead of strings.
 */
export function decodeLzw(bytes: Uint8Array, out: Uint8Array): number {
  const lowFirst = bytes[0] === 0 && ((bytes[1] ?? 0) & 1) === 1;
  // The old form widens its codes one entry later.
  const early = lowFirst ? 0 : 1;
  const starts = new Uint32Array(tableSize);
  const lengths = new Uint32Array(tableSize);
  let next = firstFree;
  let width = 9;
  let previousStart = -1;
  let previousLength = 0;
  let written = 0;
  let at = 0;
  let held = 0;
  let bits = 0;

  while (written < out.length) {
    while (bits < width && at < bytes.length) {
      const byte = bytes[at++] ?? 0;
      held = lowFirst ? held | (byte << bits) : ((held << 8) | byte) & 0xffffff;
      bits += 8;
    }
    if (bits < width) break;
    bits -= width;
    const mask = (1 << width) - 1;
    const code = lowFirst ? held & mask : (held >>> bits) & mask;
    if (lowFirst) held >>>= width;
    if (code === end) break;
    if (code === clear) {
      next = firstFree;
      width = 9;
      previousStart = -1;
      continue;
    }
    const begin = written;
    let length = 1;
    if (code < 256) {
      out[written++] = code;
    } else {
      if (previousStart < 0 || code > next || code >= tableSize) {
        throw new FormatError("parse-error", "LZW data", "a code that is not defined yet");
      }
      // The code that is only now defined is the previous string and its own first byte: the copy may overlap.
      const start = code === next ? previousStart : (starts[code] ?? 0);
      length = code === next ? previousLength + 1 : (lengths[code] ?? 0);
      const stop = Math.min(written + length, out.length);
      for (let from = start; written < stop; from++) out[written++] = out[from] ?? 0;
    }
    if (previousStart >= 0 && next < tableSize) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
    }
    if (next + early >= 1 << width && width < 12) width++;
    previousStart = begin;
    previousLength = length;
  }
  return written;
}
