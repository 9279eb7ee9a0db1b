import { checkSameGrid, type VoxelMask } from "./voxel-mask.ts";

/** `dice/1` and `iou/1` of two masks, and the counts they follow from (export-and-workflow 3.4). */
export interface Overlap {
  readonly dice: { readonly id: "dice/1"; readonly value: number };
  readonly iou: { readonly id: "iou/1"; readonly value: number };
  readonly countA: number;
  readonly countB: number;
  readonly both: number;
  readonly bothEmpty: boolean;
}

/** How far two masks share voxels. Both empty: 1, and said so; one empty: 0. */
export function overlapOf(a: VoxelMask, b: VoxelMask): Overlap {
  checkSameGrid(a, b);
  let [countA, countB, both] = [0, 0, 0];
  for (let at = 0; at < a.bits.length; at++) {
    const [here, there] = [a.bits[at] ? 1 : 0, b.bits[at] ? 1 : 0];
    countA += here;
    countB += there;
    both += here & there;
  }
  const sum = countA + countB;
  const bothEmpty = sum === 0;
  return {
    dice: { id: "dice/1", value: bothEmpty ? 1 : (2 * both) / sum },
    iou: { id: "iou/1", value: bothEmpty ? 1 : both / (sum - both) },
    countA,
    countB,
    both,
    bothEmpty,
  };
}
