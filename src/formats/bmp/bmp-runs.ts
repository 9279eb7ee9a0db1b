import { FormatError } from "../format-error.ts";
import type { BmpHeader } from "./bmp-header.ts";

/**
 * Palette indices of an RLE8 or RLE4 bitmap, bottom row first: counted runs, and after a zero the end of a line (0), the end (1), a
 * jump (2) or single pixels.
 */
export function unpackBmpRuns(file: Uint8Array, { columns, rows, bits, dataAt }: BmpHeader): Uint8Array {
  const out = new Uint8Array(columns * rows);
  let [at, x, y] = [dataAt, 0, 0];
  const put = (value: number) => {
    if (x < columns && y < rows) out[y * columns + x] = value;
    x++;
  };
  /** Pixel `index` of a pair of nibbles, or the byte itself. */
  const half = (byte: number, index: number) => (bits === 8 ? byte : index % 2 === 0 ? byte >> 4 : byte & 15);
  while (y < rows) {
    if (at + 2 > file.length)
      throw new FormatError("truncated", "the end of the runs", `${file.length} bytes`, file.length);
    const [count = 0, value = 0] = file.subarray(at, at + 2);
    at += 2;
    if (count > 0) {
      for (let index = 0; index < count; index++) put(half(value, index));
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) break;
    else if (value === 2) {
      x += file[at] ?? 0;
      y += file[at + 1] ?? 0;
      at += 2;
    } else {
      for (let index = 0; index < value; index++)
        put(half(file[at + (bits === 8 ? index : index >> 1)] ?? 0, index));
      at += Math.ceil((bits === 8 ? value : value / 2) / 2) * 2;
    }
  }
  return out;
}
