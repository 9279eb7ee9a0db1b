import { type ValueSlice, valuesOfSlice } from "./value-slice.ts";

/** What a click on a pixel means: the pixels of the 3 × 3 around it, and their mean value. */
export interface Seed {
  readonly at: readonly number[];
  /** Modality units; NaN where nothing around the click has a value. */
  readonly value: number;
}

/** The seed at a pixel: one noisy pixel is no measure of what was meant. */
export function seedAt(
  slice: ValueSlice,
  columns: number,
  rows: number,
  [column, row]: readonly [number, number],
): Seed {
  const values = valuesOfSlice(slice);
  const at: number[] = [];
  let sum = 0;
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      const value = values(y * columns + x);
      if (Number.isNaN(value)) continue;
      at.push(y * columns + x);
      sum += value;
    }
  return { at, value: sum / at.length };
}
