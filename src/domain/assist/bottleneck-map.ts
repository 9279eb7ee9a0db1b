/** Number of tolerance steps: level `k` stands for a tolerance of `k / 255` of the value range. */
export const levels = 256;

/**
 * For every pixel the smallest level whose flood from `seed` reaches it, 4-connected: a path's level is its largest difference
 * from the seed's value. `values` in [0, 1], row-major.
 */
export function bottleneckMap(
  values: Float32Array,
  columns: number,
  rows: number,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const count = columns * rows;
  const reference = values[seed] ?? 0;
  const out = new Uint8Array(count).fill(255);
  const seen = new Uint8Array(count);
  const next = new Int32Array(count).fill(-1);
  const head = new Int32Array(levels).fill(-1);
  let bucket = 0;
  // The bucket of a neighbour is never below the one being emptied, so its first visit is its best.
  const push = (at: number) => {
    if (seen[at]) return;
    seen[at] = 1;
    const own = Math.ceil(Math.abs((values[at] ?? 0) - reference) * 255 - 1e-4);
    const level = Math.min(255, Math.max(bucket, own));
    next[at] = head[level] ?? -1;
    head[level] = at;
  };
  push(seed);
  for (; bucket < levels; bucket++) {
    let at = head[bucket] ?? -1;
    while (at >= 0) {
      head[bucket] = next[at] ?? -1;
      out[at] = bucket;
      const x = at % columns;
      if (x > 0) push(at - 1);
      if (x < columns - 1) push(at + 1);
      if (at >= columns) push(at - columns);
      if (at < count - columns) push(at + columns);
      at = head[bucket] ?? -1;
    }
  }
  return out;
}
