import type { VoxelMask } from "../../src/domain/agreement/voxel-mask.ts";

/** A plane with filled rectangles, each `[firstRow, lastRow, firstColumn, lastColumn]`, both ends inside. */
export function plane(
  columns: number,
  rows: number,
  ...boxes: readonly (readonly [number, number, number, number])[]
): VoxelMask {
  const bits = new Uint8Array(columns * rows);
  for (const [top, bottom, left, right] of boxes)
    for (let row = top; row <= bottom; row++) bits.fill(1, row * columns + left, row * columns + right + 1);
  return { columns, rows, slices: 1, bits };
}

/** The masks of the golden cases of export-and-workflow 3.4: 40 rows of 48 columns. */
export const goldenA = plane(48, 40, [10, 29, 10, 29]);
export const goldenB = plane(48, 40, [12, 32, 8, 29], [5, 6, 40, 41]);
export const goldenC = plane(48, 40, [11, 30, 9, 30]);
