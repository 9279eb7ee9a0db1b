import type { RegionSlices } from "../../domain/calls/tools-calls.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";

/** The slices of a stack of bits that hold anything, as run lengths. */
export function regionSlices(
  bits: Uint8Array<ArrayBuffer>,
  columns: number,
  rows: number,
): RegionSlices["slices"] {
  const plane = columns * rows;
  const slices: RegionSlices["slices"][number][] = [];
  for (let slice = 0; slice * plane < bits.length; slice++) {
    const part = bits.subarray(slice * plane, (slice + 1) * plane);
    if (part.includes(1)) slices.push({ slice, mask: encodeMaskRle({ columns, rows, bits: part }) });
  }
  return slices;
}
