import type { SampleArray } from "../../domain/samples.ts";
import { halfOf } from "./plan-levels.ts";

/** Interleaved samples, rows × columns × samples. */
export interface SampleBlock {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly pixels: SampleArray;
}

/** Where the halves go: a larger block, and the pixel of it where they begin. */
export interface HalfTarget {
  readonly columns: number;
  readonly pixels: SampleArray;
  readonly column: number;
  readonly row: number;
}

/**
 * Writes a block at half its size: each pixel the mean of 2 × 2, rounded half up where samples are whole numbers; at an odd edge
 * of those that are there. `nearest` takes the first of the four instead: indices of a palette and labels have no mean.
 */
export function halveInto(block: SampleBlock, target: HalfTarget, nearest: boolean): void {
  const { columns, rows, samples, pixels } = block;
  const across = halfOf(columns);
  const down = halfOf(rows);
  const rowStep = columns * samples;
  const out = target.pixels;
  const round = !(out instanceof Float32Array || out instanceof Float64Array);
  for (let row = 0; row < down; row++) {
    const top = 2 * row * rowStep;
    const below = 2 * row + 1 < rows ? rowStep : 0;
    let to = ((target.row + row) * target.columns + target.column) * samples;
    for (let column = 0; column < across; column++) {
      const from = top + 2 * column * samples;
      const right = 2 * column + 1 < columns ? samples : 0;
      for (let sample = 0; sample < samples; sample++, to++) {
        const at = from + sample;
        const first = pixels[at] ?? 0;
        if (nearest) {
          out[to] = first;
          continue;
        }
        // A neighbour that is not there is the pixel itself: the mean is then that of those that are.
        const sum =
          first + (pixels[at + right] ?? 0) + (pixels[at + below] ?? 0) + (pixels[at + right + below] ?? 0);
        out[to] = round ? Math.floor(sum / 4 + 0.5) : sum / 4;
      }
    }
  }
}
