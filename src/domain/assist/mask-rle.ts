import type { BinaryMask, MaskRle } from "../mask.ts";

/** Row-major run lengths of a mask, zeros first. */
export function encodeMaskRle({ columns, rows, bits }: BinaryMask): MaskRle {
  const counts: number[] = [];
  let value = 0;
  let start = 0;
  for (let at = 0; at <= bits.length; at++) {
    if (at < bits.length && (bits[at] ? 1 : 0) === value) continue;
    counts.push(at - start);
    start = at;
    value = 1 - value;
  }
  return { columns, rows, counts };
}

/** The mask of run lengths. Throws a RangeError when they do not add up to the size. */
export function decodeMaskRle({ columns, rows, counts }: MaskRle): BinaryMask {
  const bits = new Uint8Array(columns * rows);
  let at = 0;
  counts.forEach((length, index) => {
    if (index % 2 === 1) bits.fill(1, at, at + length);
    at += length;
  });
  if (at !== bits.length)
    throw new RangeError(
      `Mask of ${columns} × ${rows}: expected runs of ${bits.length} pixels, found ${at}.`,
    );
  return { columns, rows, bits };
}

/** Number of set pixels. */
export function maskArea({ counts }: MaskRle): number {
  return counts.reduce((sum, length, index) => (index % 2 === 1 ? sum + length : sum), 0);
}
