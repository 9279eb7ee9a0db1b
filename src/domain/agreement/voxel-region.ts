import type { VoxelMask } from "./voxel-mask.ts";

/** First voxel and size along columns, rows and slices. */
export interface Region {
  readonly from: readonly [number, number, number];
  readonly size: readonly [number, number, number];
}

/** The smallest box around what any of the masks holds, grown by `by` voxels and clipped to the grid; null when all are empty. */
export function unionRegion(masks: readonly VoxelMask[], by = 0): Region | null {
  const { columns, rows, slices } = masks[0] ?? { columns: 0, rows: 0, slices: 0 };
  let [left, right, top, bottom, near, far] = [columns, -1, rows, -1, slices, -1];
  for (const { bits } of masks) {
    for (let z = 0, at = 0; z < slices; z++) {
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++, at++) {
          if (!bits[at]) continue;
          if (x < left) left = x;
          if (x > right) right = x;
          if (y < top) top = y;
          if (y > bottom) bottom = y;
          if (z < near) near = z;
          if (z > far) far = z;
        }
      }
    }
  }
  if (right < 0) return null;
  const low = (value: number) => Math.max(0, value - by);
  const length = (from: number, to: number, most: number) => Math.min(most - 1, to + by) - low(from) + 1;
  return {
    from: [low(left), low(top), low(near)],
    size: [length(left, right, columns), length(top, bottom, rows), length(near, far, slices)],
  };
}

/** The part of a mask that lies in a region. */
export function cropMask({ columns, rows, bits }: VoxelMask, { from, size }: Region): VoxelMask {
  const [width, height, depth] = size;
  const part = new Uint8Array(width * height * depth);
  for (let z = 0; z < depth; z++)
    for (let y = 0; y < height; y++) {
      const start = ((from[2] + z) * rows + from[1] + y) * columns + from[0];
      part.set(bits.subarray(start, start + width), (z * height + y) * width);
    }
  return { columns: width, rows: height, slices: depth, bits: part };
}
