import type { PointImage } from "../annotation.ts";
import type { FrameValues } from "../editable-area.ts";

/** Side of the window around an anchor in which paths are sought (viewer-and-tools 3.6). */
const windowSide = 512;
/** Costs of a step: whole numbers, so that a circle of buckets sorts them. */
const highCost = 64;
const [straight, diagonal] = [10, 14];
const bucketCount = 1024;

/** Cheapest paths from one anchor: edges are cheap to follow, flat areas dear. */
export interface Livewire {
  /** The path to a point, the anchor first; null when it would take more than `budget` pixels to find it now (ask again). */
  pathTo(point: PointImage, budget?: number): PointImage[] | null;
}

/** A typical strong gradient: the 90th percentile of a grid of places. */
function gradientScale(gradient: (x: number, y: number) => number, side: readonly [number, number]): number {
  const found: number[] = [];
  for (let i = 0; i < 40; i++)
    for (let j = 0; j < 40; j++) {
      const value = gradient(Math.floor(((i + 0.5) * side[0]) / 40), Math.floor(((j + 0.5) * side[1]) / 40));
      if (value > 0) found.push(value);
    }
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length * 0.9)] ?? 1;
}

/** The pixel of the strongest edge within some pixels of a point: a tap beside an edge means the edge. */
export function strongestEdge(
  values: FrameValues,
  columns: number,
  rows: number,
  [x, y]: PointImage,
  radiusPx: number,
): PointImage {
  const valueAt = (column: number, row: number) =>
    values(Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column)));
  const reach = Math.floor(radiusPx);
  const [cx, cy] = [Math.round(x), Math.round(y)];
  let best: PointImage = [x, y];
  let strongest = 0;
  for (let row = Math.max(0, cy - reach); row <= Math.min(rows - 1, cy + reach); row++)
    for (let column = Math.max(0, cx - reach); column <= Math.min(columns - 1, cx + reach); column++) {
      if (Math.hypot(column - x, row - y) > radiusPx) continue;
      const strength = Math.hypot(
        valueAt(column + 1, row) - valueAt(column - 1, row),
        valueAt(column, row + 1) - valueAt(column, row - 1),
      );
      if (strength > strongest) {
        strongest = strength;
        best = [column, row];
      }
    }
  return best;
}

/** A chain of pixels without the ways that lead out and back on themselves. */
export function withoutSpurs(line: readonly PointImage[], closed: boolean): PointImage[] {
  const kept: PointImage[] = [];
  const same = (a: PointImage | undefined, b: PointImage | undefined) =>
    a?.[0] === b?.[0] && a?.[1] === b?.[1];
  for (const point of line) {
    if (kept.length > 1 && same(point, kept.at(-2))) kept.pop();
    else if (!same(point, kept.at(-1))) kept.push(point);
  }
  // Across the place where a ring begins and ends.
  while (closed && kept.length > 3 && (same(kept[1], kept.at(-1)) || same(kept[0], kept.at(-1)))) {
    if (same(kept[0], kept.at(-1))) kept.pop();
    else kept.shift();
  }
  return kept;
}

/** Opens the window around an anchor; paths grow as far as they are asked for (Mortensen and Barrett 1995). */
export function makeLivewire(
  values: FrameValues,
  columns: number,
  rows: number,
  anchor: PointImage,
): Livewire {
  const inside = (value: number, end: number) => Math.min(end - 1, Math.max(0, Math.round(value)));
  const [ax, ay] = [inside(anchor[0], columns), inside(anchor[1], rows)];
  const left = Math.max(0, Math.min(columns - windowSide, ax - windowSide / 2));
  const top = Math.max(0, Math.min(rows - windowSide, ay - windowSide / 2));
  const width = Math.min(windowSide, columns);
  const height = Math.min(windowSide, rows);

  const valueAt = (x: number, y: number) => {
    const column = Math.min(columns - 1, Math.max(0, left + x));
    const row = Math.min(rows - 1, Math.max(0, top + y));
    const value = values(row * columns + column);
    return Number.isNaN(value) ? 0 : value;
  };
  const gradient = (x: number, y: number) =>
    Math.hypot(valueAt(x + 1, y) - valueAt(x - 1, y), valueAt(x, y + 1) - valueAt(x, y - 1));
  const scale = gradientScale(gradient, [width, height]);
  /** 0: not known yet. */
  const costs = new Uint8Array(width * height);
  const costAt = (x: number, y: number): number => {
    const at = y * width + x;
    const known = costs[at] ?? 0;
    if (known > 0) return known;
    const cost = 1 + Math.round((highCost - 1) * Math.exp((-3 * gradient(x, y)) / scale));
    costs[at] = cost;
    return cost;
  };

  const distance = new Int32Array(width * height).fill(-1);
  const settled = new Uint8Array(width * height);
  /** Where a pixel was reached from. */
  const from = new Int32Array(width * height).fill(-1);
  const buckets: number[][] = Array.from({ length: bucketCount }, () => []);
  let reach = 0;
  let open = 1;
  const start = (ay - top) * width + (ax - left);
  distance[start] = 0;
  buckets[0]?.push(start);

  /** Settles pixels in the order of their distance until a place is settled; false when the budget is used up before. */
  const settle = (target: number, budget: number): boolean => {
    let left = budget;
    while (!settled[target] && open > 0) {
      const bucket = buckets[reach % bucketCount];
      const at = bucket?.pop();
      if (at === undefined) {
        reach++;
        continue;
      }
      open--;
      if (settled[at] || distance[at] !== reach) continue;
      settled[at] = 1;
      const x = at % width;
      const y = (at - x) / width;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if ((dx === 0 && dy === 0) || nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const to = ny * width + nx;
          if (settled[to]) continue;
          const next = reach + costAt(nx, ny) * (dx !== 0 && dy !== 0 ? diagonal : straight);
          const known = distance[to] ?? -1;
          if (known >= 0 && known <= next) continue;
          distance[to] = next;
          from[to] = at;
          buckets[next % bucketCount]?.push(to);
          open++;
        }
      if (--left <= 0) return settled[target] === 1;
    }
    return settled[target] === 1;
  };
  return {
    pathTo(point, budget = Number.POSITIVE_INFINITY) {
      const [x, y] = [inside(point[0] - left, width), inside(point[1] - top, height)];
      const target = y * width + x;
      if (!settle(target, budget)) return null;
      const path: PointImage[] = [];
      for (let at = target; at >= 0; at = from[at] ?? -1)
        path.push([left + (at % width), top + Math.floor(at / width)]);
      return path.reverse();
    },
  };
}
