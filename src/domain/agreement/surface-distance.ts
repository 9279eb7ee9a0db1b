import { percentile } from "./percentile.ts";
import { squaredDistances } from "./squared-distances.ts";
import { surfaceVoxels } from "./surface.ts";
import { checkSameGrid, type VoxelMask, type VoxelSpacing } from "./voxel-mask.ts";
import { cropMask, unionRegion } from "./voxel-region.ts";

/** Distances between the surfaces of two masks (export-and-workflow 3.4). `value` null: one mask is empty, there is no distance. */
export interface SurfaceDistance {
  readonly hd95: { readonly id: "hd95/1"; readonly value: number | null };
  readonly assd: { readonly id: "assd/1"; readonly value: number | null };
  /** The largest directed distance; no number to report alone. */
  readonly hausdorff: number | null;
  readonly unit: "mm" | "px";
  readonly surfaceA: number;
  readonly surfaceB: number;
  readonly bothEmpty: boolean;
}

/** Distance from each of `from` to the nearest of `to`, sorted. */
function directed(
  grid: VoxelMask,
  from: readonly number[],
  to: readonly number[],
  spacing: readonly [number, number, number],
): Float64Array {
  const field = squaredDistances(grid, to, spacing);
  return Float64Array.from(from, (at) => Math.sqrt(field[at] ?? 0)).sort();
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/**
 * `hd95/1`: the larger of the two directed 95th percentiles, centre to centre. `assd/1`: the mean of both lists pooled. Both empty: 0.
 * Without spacing the unit is `px`, never a false millimetre.
 */
export function surfaceDistance(a: VoxelMask, b: VoxelMask, spacing: VoxelSpacing): SurfaceDistance {
  checkSameGrid(a, b);
  const unit = spacing ? "mm" : "px";
  const surfaces = [surfaceVoxels(a).length, surfaceVoxels(b).length] as const;
  const answer = (hd95: number | null, assd: number | null, hausdorff: number | null): SurfaceDistance => ({
    hd95: { id: "hd95/1", value: hd95 },
    assd: { id: "assd/1", value: assd },
    hausdorff,
    unit,
    surfaceA: surfaces[0],
    surfaceB: surfaces[1],
    bothEmpty: surfaces[0] + surfaces[1] === 0,
  });
  if (surfaces[0] === 0 && surfaces[1] === 0) return answer(0, 0, 0);
  if (surfaces[0] === 0 || surfaces[1] === 0) return answer(null, null, null);
  const region = unionRegion([a, b]);
  if (!region) return answer(0, 0, 0);
  // Nothing outside the box around both is nearer.
  const [nearA, nearB] = [cropMask(a, region), cropMask(b, region)];
  const planar = a.slices === 1;
  const [edgeA, edgeB] = [surfaceVoxels(nearA, planar), surfaceVoxels(nearB, planar)];
  const steps = spacing ?? ([1, 1, 1] as const);
  const there = directed(nearA, edgeA, edgeB, steps);
  const back = directed(nearB, edgeB, edgeA, steps);
  const tails = [percentile(there, 95) ?? 0, percentile(back, 95) ?? 0];
  const ends = [there.at(-1) ?? 0, back.at(-1) ?? 0];
  return answer(
    Math.max(...tails),
    (sum(there) + sum(back)) / (there.length + back.length),
    Math.max(...ends),
  );
}
