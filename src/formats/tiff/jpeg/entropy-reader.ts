import { FormatError } from "../../format-error.ts";
import type { HuffmanTable } from "./jpeg-headers.ts";

/** Bits of entropy-coded data (T.81 F.2.2): stuffed zeros are left out, markers end it. */
export interface EntropyReader {
  /** The next symbol of a table. */
  symbol(table: HuffmanTable): number;
  /** A signed difference of `size` bits (T.81 F.2.2.1). */
  difference(size: number): number;
  /** Steps behind the next restart marker, where one is; later bits begin there. */
  restart(): void;
}

/** Zeros that may be read behind the end: the last code word may stand on padding that a writer left out. */
const spareBits = 32;

/** Reads entropy-coded data from `from` on. Errors: FormatError `truncated` and `parse-error`. */
export function makeEntropyReader(bytes: Uint8Array, from: number): EntropyReader {
  let at = from;
  let held = 0;
  let holding = 0;
  let spare = 0;

  const fill = (count: number) => {
    while (holding < count) {
      let byte = bytes[at];
      const next = bytes[at + 1];
      if (byte === undefined || (byte === 0xff && next !== 0)) {
        byte = 0;
        spare += 8;
        if (spare > spareBits)
          throw new FormatError("truncated", "more JPEG data in a strip or tile", "its end", at);
      } else at += byte === 0xff ? 2 : 1;
      // At most 24 bits are held, so nothing falls off the top.
      held = ((held << 8) | byte) & 0xffffff;
      holding += 8;
    }
  };
  const take = (count: number) => {
    if (count === 0) return 0;
    fill(count);
    holding -= count;
    return (held >>> holding) & ((1 << count) - 1);
  };

  return {
    symbol(table) {
      fill(16);
      const found = table[(held >>> (holding - 16)) & 0xffff] ?? 0;
      const length = found >> 8;
      if (length === 0) throw new FormatError("parse-error", "a JPEG code word", "an unknown one", at);
      holding -= length;
      return found & 255;
    },
    difference(size) {
      const value = take(size);
      return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    },
    restart() {
      held = 0;
      holding = 0;
      spare = 0;
      // A code word never crosses the marker: what is left before it is padding.
      while (at + 1 < bytes.length) {
        const next = bytes[at + 1] ?? 0;
        if (bytes[at] === 0xff && next >= 0xd0 && next <= 0xd7) {
          at += 2;
          return;
        }
        if (bytes[at] === 0xff && next !== 0 && next !== 0xff) return;
        at++;
      }
    },
  };
}
