import type { ValueRange } from "../editable-area.ts";
import { storedRange, type ValueSlice } from "./value-slice.ts";

/** Voxels of one grown region at most (viewer-and-tools 3.6). */
export const growCap = 20_000_000;

/** Where a region starts and what belongs to it. */
export interface GrowInput {
  readonly columns: number;
  readonly rows: number;
  readonly slices: readonly ValueSlice[];
  /** Pixels that the region starts from: slice, then row × columns + column. */
  readonly seeds: readonly (readonly [slice: number, at: number])[];
  /** Modality units, both ends inside. */
  readonly range: ValueRange;
  readonly cap: number;
}

/** A grown region: 1 where a voxel belongs to it, slice by slice. `capped`: it went on, but was stopped. */
export interface Grown {
  readonly bits: Uint8Array<ArrayBuffer>;
  readonly count: number;
  readonly capped: boolean;
}

/** After how many voxels a long growth lets others speak. */
const stepVoxels = 500_000;

/**
 * Grows from the seeds over 4-connected pixels of a slice and, with several slices, over the slices beside it (6-connected), run by
 * run. Yields the voxels so far now and then, so that the caller can stop it. Pixels without a value (padding, NaN) are never in.
 */
export function* growRegion(input: GrowInput): Generator<number, Grown> {
  const { columns, rows, slices, seeds, range, cap } = input;
  const plane = columns * rows;
  const bits = new Uint8Array(plane * slices.length);
  const bounds = slices.map((slice) => storedRange(slice, range));
  const lows = Float64Array.from(bounds, ({ low }) => low);
  const highs = Float64Array.from(bounds, ({ high }) => high);
  /** Starts of runs, as places in `bits`. */
  const stack: number[] = [];
  let count = 0;
  let nextStop = stepVoxels;

  /** Whether a pixel belongs to a slice's part of the region; what is in already does not count. */
  const isIn = (z: number, at: number): boolean => {
    const slice = slices[z];
    if (!slice || bits[z * plane + at]) return false;
    const stored = slice.samples[at] ?? Number.NaN;
    const { padding } = slice;
    return (
      stored >= (lows[z] ?? 0) &&
      stored <= (highs[z] ?? 0) &&
      (padding === null || stored < padding[0] || stored > padding[1])
    );
  };
  /** Starts of runs in a row of a slice, between two columns. The innermost loop of all: no calls in it. */
  const pushRuns = (z: number, y: number, from: number, to: number) => {
    const slice = slices[z];
    if (!slice || y < 0 || y >= rows) return;
    const { samples, padding } = slice;
    const low = lows[z] ?? 0;
    const high = highs[z] ?? 0;
    const padLow = padding ? padding[0] : Number.POSITIVE_INFINITY;
    const padHigh = padding ? padding[1] : Number.POSITIVE_INFINITY;
    const start = y * columns;
    const base = z * plane;
    let inside = false;
    for (let at = start + from; at < start + to; at++) {
      const stored = samples[at] as number;
      const now =
        stored >= low && stored <= high && bits[base + at] === 0 && (stored < padLow || stored > padHigh);
      if (now && !inside) stack.push(base + at);
      inside = now;
    }
  };
  for (const [z, at] of seeds) if (isIn(z, at)) stack.push(z * plane + at);

  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    // Reached again by another way meanwhile.
    if (bits[next]) continue;
    const z = Math.floor(next / plane);
    const x = next % columns;
    const start = next - z * plane - x;
    const y = start / columns;
    let from = x;
    while (from > 0 && isIn(z, start + from - 1)) from--;
    let to = x + 1;
    while (to < columns && isIn(z, start + to)) to++;
    const room = cap - count;
    if (to - from > room) to = from + room;
    bits.fill(1, z * plane + start + from, z * plane + start + to);
    count += to - from;
    if (count >= cap) return { bits, count, capped: true };
    if (count >= nextStop) {
      nextStop = count + stepVoxels;
      yield count;
    }
    pushRuns(z, y - 1, from, to);
    pushRuns(z, y + 1, from, to);
    pushRuns(z - 1, y, from, to);
    pushRuns(z + 1, y, from, to);
  }
  return { bits, count, capped: false };
}
