import { type GrowCutInput, wallLevel } from "./grow-cut.ts";

/** Costs end here: a path that is longer reaches nothing. */
const endlessCost = 0xffffffff;

/**
 * GrowCut (Vezhnevets and Konouchine 2005) at its end: every voxel takes the label of the seed that reaches it at least cost, a step costing
 * the difference of the levels and a little for its length; of two at one cost the lower label. Dijkstra over a ring of buckets, as steps
 * are whole numbers (Dial 1969); a bucket is a list of voxels linked through them, so that a volume takes 13 bytes for each. What nothing
 * reaches stays 0. Throws `RangeError` where the sizes do not fit together.
 */
export function growCut(input: GrowCutInput): Uint8Array<ArrayBuffer> {
  const { columns, rows, slices, steps, levels, seeds } = input;
  const plane = columns * rows;
  const count = plane * slices;
  if (levels.length !== count || seeds.length !== count || steps.some((step) => !(step >= 1)))
    throw new RangeError(`A box of ${count} voxels needs as many levels and seeds, and steps from 1.`);
  let highest = 0;
  for (const level of levels) if (level !== wallLevel && level > highest) highest = level;
  const ring = highest + Math.max(...steps) + 1;
  const labels = seeds.slice();
  const costs = new Uint32Array(count).fill(endlessCost);
  const heads = new Int32Array(ring).fill(-1);
  const after = new Int32Array(count).fill(-1);
  const before = new Int32Array(count).fill(-1);
  let waiting = 0;

  const link = (voxel: number, cost: number) => {
    const bucket = cost % ring;
    const head = heads[bucket] as number;
    after[voxel] = head;
    before[voxel] = -1;
    if (head >= 0) before[head] = voxel;
    heads[bucket] = voxel;
    waiting++;
  };
  const unlink = (voxel: number) => {
    const [left, right] = [before[voxel] as number, after[voxel] as number];
    if (left >= 0) after[left] = right;
    else heads[(costs[voxel] as number) % ring] = right;
    if (right >= 0) before[right] = left;
    waiting--;
  };
  const reach = (from: number, to: number, step: number, cost: number) => {
    const level = levels[to] as number;
    if (level === wallLevel) return;
    const next = cost + step + Math.abs(level - (levels[from] as number));
    const now = costs[to] as number;
    const label = labels[from] as number;
    if (next > now || next >= endlessCost || (next === now && label >= (labels[to] as number))) return;
    labels[to] = label;
    // At the same cost it waits in its bucket already: only its label is another.
    if (next === now) return;
    if (now !== endlessCost) unlink(to);
    costs[to] = next;
    link(to, next);
  };
  for (let voxel = 0; voxel < count; voxel++) {
    if (levels[voxel] === wallLevel) labels[voxel] = 0;
    if (labels[voxel] === 0) continue;
    costs[voxel] = 0;
    link(voxel, 0);
  }
  const [across, down, through] = steps;
  for (let cost = 0; waiting > 0; cost++) {
    const bucket = cost % ring;
    // Steps cost 1 at least: nothing comes into a bucket while it is emptied.
    for (let voxel = heads[bucket] as number; voxel >= 0; voxel = heads[bucket] as number) {
      unlink(voxel);
      const x = voxel % columns;
      const y = Math.floor(voxel / columns) % rows;
      if (x > 0) reach(voxel, voxel - 1, across, cost);
      if (x + 1 < columns) reach(voxel, voxel + 1, across, cost);
      if (y > 0) reach(voxel, voxel - columns, down, cost);
      if (y + 1 < rows) reach(voxel, voxel + columns, down, cost);
      if (voxel >= plane) reach(voxel, voxel - plane, through, cost);
      if (voxel + plane < count) reach(voxel, voxel + plane, through, cost);
    }
  }
  return labels;
}
