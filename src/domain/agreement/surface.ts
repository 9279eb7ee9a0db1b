import type { VoxelMask } from "./voxel-mask.ts";

/**
 * `surface/1`: indices of the voxels of a mask that have a face neighbour outside it, 4 in a plane and 6 in a volume; outside the
 * image is background (export-and-workflow 3.4). `planar`: whether the whole image is a plane, where `mask` is a part of it.
 */
export function surfaceVoxels(
  { columns, rows, slices, bits }: VoxelMask,
  planar: boolean = slices === 1,
): number[] {
  const plane = columns * rows;
  const found: number[] = [];
  for (let at = 0; at < bits.length; at++) {
    if (!bits[at]) continue;
    const x = at % columns;
    const y = Math.floor(at / columns) % rows;
    const z = Math.floor(at / plane);
    const inside =
      x > 0 &&
      x < columns - 1 &&
      y > 0 &&
      y < rows - 1 &&
      bits[at - 1] &&
      bits[at + 1] &&
      bits[at - columns] &&
      bits[at + columns] &&
      (planar || (z > 0 && z < slices - 1 && bits[at - plane] && bits[at + plane]));
    if (!inside) found.push(at);
  }
  return found;
}
