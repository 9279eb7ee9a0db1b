import { affineOf, compose } from "../../domain/affine-maths.ts";
import type { MprGrid, SliceScale } from "../../domain/mpr/mpr-grid.ts";
import { type SampleArray, type SampleType, sampleBytes } from "../../domain/samples.ts";
import type { Affine } from "../../domain/series-affine.ts";
import { halveSlice, meanOf } from "./halve-slice.ts";

/** A stack in memory, slice by slice in its stored type; what has not come yet is null. Never copied to 32 bits. */
export interface Volume {
  readonly columns: number;
  readonly rows: number;
  readonly slices: readonly (SampleArray | null)[];
  readonly scales: readonly SliceScale[];
  readonly type: SampleType;
  /** (column, row, slice) of this volume to patient mm. */
  readonly affine: Affine;
  /** Voxels of the stack along one side of a voxel of this volume: 1, 2, 4 … */
  readonly factor: number;
  /** Takes slice `at` of the stack (from 0); returns which slice of the volume became whole by it, or null. */
  put(at: number, pixels: SampleArray): number | null;
}

/** How far a stack must be reduced to fit into `maxBytes` and sides of `maxSide` voxels: 1, 2, 4 … */
export function volumeFactor(grid: MprGrid, maxBytes: number, maxSide = Number.POSITIVE_INFINITY): number {
  const { columns, rows, frames, facts } = grid;
  const longest = Math.max(columns, rows, frames.length);
  const fits = (factor: number) =>
    (columns * rows * frames.length * sampleBytes[facts.type]) / factor ** 3 <= maxBytes &&
    longest / factor <= maxSide;
  let factor = 1;
  while (!fits(factor) && factor < 16) factor *= 2;
  return factor;
}

/** An empty volume for a stack, each side reduced `factor` times by averages. */
export function makeVolume(grid: MprGrid, factor = 1): Volume {
  const size = (count: number) => Math.max(1, Math.floor(count / factor));
  const [columns, rows, count] = [size(grid.columns), size(grid.rows), size(grid.frames.length)];
  const slices = Array.from({ length: count }, (): SampleArray | null => null);
  const waiting = new Map<number, SampleArray[]>();
  // The middle of a block of voxels is half a block from the middle of its first one.
  const shift = (factor - 1) / 2;
  const block = affineOf([factor, 0, 0], [0, factor, 0], [0, 0, factor], [shift, shift, shift]);
  return {
    columns,
    rows,
    slices,
    scales: slices.map((_, at) => grid.scales[at * factor] ?? { slope: 1, intercept: 0, padding: null }),
    type: grid.facts.type,
    affine: compose(grid.affine, block),
    factor,
    put(at, pixels) {
      const to = Math.floor(at / factor);
      if (to >= count) return null;
      if (factor === 1) {
        slices[to] = pixels;
        return to;
      }
      let small = pixels;
      let width = grid.columns;
      for (let done = 1; done < factor; done *= 2) {
        small = halveSlice(small, width, grid.scales[at]?.padding ?? null);
        width = Math.floor(width / 2);
      }
      const parts = [...(waiting.get(to) ?? []), small];
      if (parts.length < factor) {
        waiting.set(to, parts);
        return null;
      }
      waiting.delete(to);
      slices[to] = meanOf(parts, grid.scales[at]?.padding ?? null);
      return to;
    },
  };
}
