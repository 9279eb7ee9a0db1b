/** A binary mask over a grid: one byte a voxel, columns fastest, then rows, then slices. One slice is a plane: its neighbours are 4. */
export interface VoxelMask {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  readonly bits: Uint8Array;
}

/** Distance of neighbouring voxels along columns, rows and slices; null where it is not known: distances are then in pixels. */
export type VoxelSpacing = readonly [acrossMm: number, downMm: number, throughMm: number] | null;

/** Throws where two masks are of different grids: no metric of such a pair means anything. */
export function checkSameGrid(a: VoxelMask, b: VoxelMask): void {
  if (a.columns === b.columns && a.rows === b.rows && a.slices === b.slices) return;
  const size = ({ columns, rows, slices }: VoxelMask) => `${columns} × ${rows} × ${slices}`;
  throw new Error(`Masks of ${size(a)} and ${size(b)} voxels cannot be compared.`);
}

/** Number of voxels in the mask. */
export function voxelCount({ bits }: VoxelMask): number {
  let count = 0;
  for (const bit of bits) if (bit) count++;
  return count;
}
