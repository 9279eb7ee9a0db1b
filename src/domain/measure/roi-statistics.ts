import type { PixelSpan } from "../rasterize.ts";

/** Statistics of the values under a label, in modality units; `sd` with n − 1 (0 for one pixel). */
export interface RoiStatistics {
  readonly count: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Statistics over pixel runs of a frame of `columns` columns; `valueAt` gives the value of pixel row × columns + column. NaN (padding) is left out. Null when no value is left.
 * Mean and deviation by Welford's recurrence, so that large offsets cost no digits.
 */
export function roiStatistics(
  spans: readonly PixelSpan[],
  valueAt: (at: number) => number,
  columns: number,
): RoiStatistics | null {
  let [count, mean, squares] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [row, from, to] of spans) {
    for (let at = row * columns + from; at < row * columns + to; at++) {
      const value = valueAt(at);
      if (Number.isNaN(value)) continue;
      count++;
      const delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (count === 0) return null;
  return { count, mean, sd: count > 1 ? Math.sqrt(squares / (count - 1)) : 0, min, max };
}
