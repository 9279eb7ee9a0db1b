import type { VoxelMask } from "./voxel-mask.ts";

type Grid = Pick<VoxelMask, "columns" | "rows" | "slices">;

/**
 * Squared distances along one line to its nearest parabola (Felzenszwalb and Huttenlocher 2012), in place. `stride` and `from` say
 * where the line lies in `field`, `step` how far its voxels stand apart.
 */
function sweep(field: Float64Array, from: number, stride: number, count: number, step: number): void {
  const low = new Int32Array(count);
  const border = new Float64Array(count + 1);
  const values = new Float64Array(count);
  let last = -1;
  for (let at = 0; at < count; at++) {
    const value = field[from + at * stride] ?? Number.POSITIVE_INFINITY;
    values[at] = value;
    if (value === Number.POSITIVE_INFINITY) continue;
    const place = at * step;
    let meet = Number.NEGATIVE_INFINITY;
    while (last >= 0) {
      const other = low[last] ?? 0;
      const there = other * step;
      meet = (value + place * place - (values[other] ?? 0) - there * there) / (2 * (place - there));
      if (meet > (border[last] ?? 0)) break;
      last--;
    }
    if (last < 0) meet = Number.NEGATIVE_INFINITY;
    last++;
    low[last] = at;
    border[last] = meet;
  }
  if (last < 0) return;
  border[last + 1] = Number.POSITIVE_INFINITY;
  for (let at = 0, piece = 0; at < count; at++) {
    while ((border[piece + 1] ?? Number.POSITIVE_INFINITY) < at * step) piece++;
    const nearest = low[piece] ?? 0;
    field[from + at * stride] = ((at - nearest) * step) ** 2 + (values[nearest] ?? 0);
  }
}

/** Exact squared distance from every voxel of a grid to the nearest of `targets`; infinite where there is none. */
export function squaredDistances(
  { columns, rows, slices }: Grid,
  targets: Iterable<number>,
  [across, down, through]: readonly [number, number, number],
): Float64Array {
  const plane = columns * rows;
  const field = new Float64Array(plane * slices).fill(Number.POSITIVE_INFINITY);
  for (const target of targets) field[target] = 0;
  for (let line = 0; line < rows * slices; line++) sweep(field, line * columns, 1, columns, across);
  for (let slice = 0; slice < slices; slice++)
    for (let column = 0; column < columns; column++)
      sweep(field, slice * plane + column, columns, rows, down);
  if (slices > 1) for (let at = 0; at < plane; at++) sweep(field, at, plane, slices, through);
  return field;
}
