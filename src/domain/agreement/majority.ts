import { checkSameGrid, type VoxelMask } from "./voxel-mask.ts";

/** `majority/1`: voxels that strictly more than half of the readers have. `ties`: voxels that exactly half have; they are background. */
export interface Majority {
  readonly id: "majority/1";
  readonly mask: VoxelMask;
  readonly ties: number;
  readonly readers: number;
}

/** The mask of the majority of one or more readers. */
export function majorityMask(masks: readonly VoxelMask[]): Majority {
  const [first] = masks;
  if (!first) throw new Error("A majority needs at least one reader.");
  for (const mask of masks) checkSameGrid(first, mask);
  const bits = new Uint8Array(first.bits.length);
  let ties = 0;
  for (let at = 0; at < bits.length; at++) {
    let votes = 0;
    for (const mask of masks) if (mask.bits[at]) votes++;
    if (2 * votes > masks.length) bits[at] = 1;
    else if (2 * votes === masks.length) ties++;
  }
  return { id: "majority/1", mask: { ...first, bits }, ties, readers: masks.length };
}
