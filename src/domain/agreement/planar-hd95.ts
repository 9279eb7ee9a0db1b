import { percentile } from "./percentile.ts";
import type { Region } from "./voxel-region.ts";

type Plane = { readonly columns: number; readonly rows: number; readonly bits: Uint8Array };

/** Columns of the surface voxels of a plane (`surface/1`), by row, each ascending. */
function edgesOf({ columns, rows, bits }: Plane, { from: [left, top], size }: Region): number[][] {
  const edges: number[][] = Array.from({ length: rows }, () => []);
  const [right, bottom] = [left + size[0] - 1, top + size[1] - 1];
  for (let y = top; y <= bottom; y++) {
    const own = edges[y];
    for (let x = left, at = y * columns + left; x <= right; x++, at++) {
      if (!bits[at]) continue;
      const inside =
        x > 0 &&
        y > 0 &&
        x < columns - 1 &&
        y < rows - 1 &&
        bits[at - 1] &&
        bits[at + 1] &&
        bits[at - columns] &&
        bits[at + columns];
      if (!inside) own?.push(x);
    }
  }
  return edges;
}

/** Distance in columns from `x` to the nearest of ascending ones; infinite where there is none. */
function nearestColumn(list: readonly number[], x: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const after = (list[low] ?? Number.POSITIVE_INFINITY) - x;
  const before = x - (list[low - 1] ?? Number.NEGATIVE_INFINITY);
  return Math.min(after, before);
}

/** Distances from each edge to the nearest other one, sorted. Rows are looked at outward, until none can be nearer. */
function directed(from: number[][], to: number[][], acrossMm: number, downMm: number): Float64Array {
  const list: number[] = [];
  for (const [y, columns] of from.entries()) {
    for (const x of columns) {
      let best = Number.POSITIVE_INFINITY;
      for (let step = 0; step < to.length && (step * downMm) ** 2 < best; step++) {
        for (const row of step === 0 ? [to[y]] : [to[y - step], to[y + step]]) {
          if (!row || row.length === 0) continue;
          best = Math.min(best, (nearestColumn(row, x) * acrossMm) ** 2 + (step * downMm) ** 2);
        }
      }
      list.push(Math.sqrt(best));
    }
  }
  return Float64Array.from(list).sort();
}

/**
 * `hd95/1` of two masks of one plane, quick enough for every stroke: it looks at edges alone, and near ones first, where
 * `surfaceDistance` fills a field. `region`: the box around both. Null: one of them is empty; both: 0.
 */
export function planarHd95(
  a: Plane,
  b: Plane,
  region: Region | null,
  [acrossMm, downMm]: readonly [number, number],
): number | null {
  if (!region) return 0;
  const [edgesA, edgesB] = [edgesOf(a, region), edgesOf(b, region)];
  const isEmpty = (edges: number[][]) => edges.every(({ length }) => length === 0);
  if (isEmpty(edgesA) || isEmpty(edgesB)) return null;
  const there = directed(edgesA, edgesB, acrossMm, downMm);
  const back = directed(edgesB, edgesA, acrossMm, downMm);
  return Math.max(percentile(there, 95) ?? 0, percentile(back, 95) ?? 0);
}
