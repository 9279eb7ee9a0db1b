import { checkSameGrid, type VoxelMask } from "./voxel-mask.ts";
import { type Region, unionRegion } from "./voxel-region.ts";

/** `staple/1` (Warfield 2004, as in ITK's STAPLEImageFilter). The region is stored because the prior depends on it. */
export interface Staple {
  readonly id: "staple/1";
  readonly mask: VoxelMask;
  /** Sensitivity of each reader. */
  readonly p: readonly number[];
  /** Specificity of each reader. */
  readonly q: readonly number[];
  /** Mean share of readers over the region; fixed. */
  readonly prior: number;
  readonly region: Region;
  readonly passes: number;
  /** False: the limit of passes was reached first. */
  readonly converged: boolean;
}

/** Voxels around the union that count as well: the prior depends on them. */
const grownBy = 10;
const mostPasses = 10_000;
const stillness = 1e-14;

/** Indices of a region's voxels in the whole grid. */
function indicesOf({ columns, rows }: VoxelMask, { from, size }: Region): Uint32Array {
  const indices = new Uint32Array(size[0] * size[1] * size[2]);
  let next = 0;
  for (let z = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++) {
      const start = ((from[2] + z) * rows + from[1] + y) * columns + from[0];
      for (let x = 0; x < size[0]; x++) indices[next++] = start + x;
    }
  return indices;
}

/**
 * The mask that best explains all readers, with how well each sees it. Voxels on which the readers say the same share one weight, so
 * that a pass costs 2^readers sums at most. All masks empty: null.
 */
export function staple(masks: readonly VoxelMask[]): Staple | null {
  const [first] = masks;
  if (!first) throw new Error("STAPLE needs at least one reader.");
  for (const mask of masks) checkSameGrid(first, mask);
  const region = unionRegion(masks, grownBy);
  if (!region) return null;
  const indices = indicesOf(first, region);

  // Votes that occur, each with how often.
  const votes = new Map<number, { readonly said: readonly boolean[]; count: number; weight: number }>();
  // Exact up to 53 readers.
  const voteOf = (at: number) => {
    let code = 0;
    for (const mask of masks) code = code * 2 + (mask.bits[at] ? 1 : 0);
    return code;
  };
  for (const at of indices) {
    const code = voteOf(at);
    const vote = votes.get(code);
    if (vote) vote.count++;
    else {
      const said = masks.map((mask) => Boolean(mask.bits[at]));
      votes.set(code, { said, count: 1, weight: said.filter(Boolean).length / masks.length });
    }
  }
  const kinds = [...votes.values()];
  const total = indices.length;
  const prior = kinds.reduce((sum, { count, weight }) => sum + count * weight, 0) / total;

  let p: number[] = [];
  let q: number[] = [];
  let passes = 0;
  let converged = false;
  while (!converged && passes < mostPasses) {
    let [inside, outside] = [0, 0];
    const hits = masks.map(() => 0);
    const misses = masks.map(() => 0);
    for (const { said, count, weight } of kinds) {
      inside += count * weight;
      outside += count * (1 - weight);
      for (const [reader, yes] of said.entries()) {
        if (yes) hits[reader] = (hits[reader] ?? 0) + count * weight;
        else misses[reader] = (misses[reader] ?? 0) + count * (1 - weight);
      }
    }
    // Nothing inside or nothing outside: a reader cannot be wrong about it.
    const nextP = hits.map((value) => (inside > 0 ? value / inside : 1));
    const nextQ = misses.map((value) => (outside > 0 ? value / outside : 1));
    const moved = (a: readonly number[], b: readonly number[]) =>
      a.some((value, reader) => (value - (b[reader] ?? Number.NaN)) ** 2 > stillness);
    converged = passes > 0 && !moved(nextP, p) && !moved(nextQ, q);
    [p, q] = [nextP, nextQ];
    for (const kind of kinds) {
      let [yes, no] = [prior, 1 - prior];
      for (const [reader, said] of kind.said.entries()) {
        yes *= said ? (p[reader] ?? 0) : 1 - (p[reader] ?? 0);
        no *= said ? 1 - (q[reader] ?? 0) : (q[reader] ?? 0);
      }
      kind.weight = yes + no > 0 ? yes / (yes + no) : kind.weight;
    }
    passes++;
  }
  const bits = new Uint8Array(first.bits.length);
  for (const at of indices) if ((votes.get(voteOf(at))?.weight ?? 0) >= 0.5) bits[at] = 1;
  return { id: "staple/1", mask: { ...first, bits }, p, q, prior, region, passes, converged };
}
