/**
 * Shortest path cost from any seed (8-connected) where a step costs its length times the mean cost of its two pixels.
 * Exact: a bucket is no wider than the cheapest step, so everything in the lowest bucket is final. Without a seed all is
 * infinite. `cost` must be above 0.
 */
export function geodesicDistance(
  cost: Float32Array,
  columns: number,
  rows: number,
  seeds: Uint8Array,
): Float32Array<ArrayBuffer> {
  const count = columns * rows;
  const distance = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  let cheapest = Number.POSITIVE_INFINITY;
  let dearest = 0;
  for (const value of cost) {
    cheapest = Math.min(cheapest, value);
    dearest = Math.max(dearest, value);
  }
  const width = cheapest;
  const size = Math.ceil((dearest * Math.SQRT2) / width) + 2;
  const head = new Int32Array(size).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const previous = new Int32Array(count).fill(-1);
  const bucketOf = new Int32Array(count).fill(-1);
  let waiting = 0;

  const unlink = (at: number) => {
    const bucket = bucketOf[at] ?? -1;
    if (bucket < 0) return;
    const before = previous[at] ?? -1;
    const after = next[at] ?? -1;
    if (before >= 0) next[before] = after;
    else head[bucket] = after;
    if (after >= 0) previous[after] = before;
    bucketOf[at] = -1;
    waiting--;
  };
  const link = (at: number, value: number) => {
    const bucket = Math.floor(value / width) % size;
    const first = head[bucket] ?? -1;
    next[at] = first;
    previous[at] = -1;
    if (first >= 0) previous[first] = at;
    head[bucket] = at;
    bucketOf[at] = bucket;
    waiting++;
  };

  for (let at = 0; at < count; at++) {
    if (!seeds[at]) continue;
    distance[at] = 0;
    link(at, 0);
  }
  const done = new Uint8Array(count);
  for (let bucket = 0; waiting > 0; bucket = (bucket + 1) % size) {
    for (let at = head[bucket] ?? -1; at >= 0; at = head[bucket] ?? -1) {
      unlink(at);
      done[at] = 1;
      const x = at % columns;
      const y = (at - x) / columns;
      const here = distance[at] ?? 0;
      const own = cost[at] ?? 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column++) {
          const to = row * columns + column;
          if (done[to]) continue;
          const length = row !== y && column !== x ? Math.SQRT2 : 1;
          const value = Math.fround(here + ((own + (cost[to] ?? 0)) / 2) * length);
          if (value >= (distance[to] ?? 0)) continue;
          unlink(to);
          distance[to] = value;
          link(to, value);
        }
      }
    }
  }
  return distance;
}
