import type { SpanMask } from "../../domain/mask-spans.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";

/** A prime below 2^26: products of two residues are exact in a double. */
const prime = 67_108_859;

/** Weights of rows or columns as sums from the start, so that a run is one difference. */
function weightSums(count: number, seed: number): Float64Array {
  const sums = new Float64Array(count + 1);
  let state = seed;
  for (let index = 0; index < count; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    sums[index + 1] = ((sums[index] ?? 0) + (state % prime)) % prime;
  }
  return sums;
}

const between = (sums: Float64Array, from: number, to: number) =>
  ((sums[to] ?? 0) - (sums[from] ?? 0) + prime) % prime;

/**
 * Whether column-major run lengths hold exactly the pixels of `mask`. Each pixel weighs the product of its row's and its column's
 * weight; the sums over columns and over rows are taken each in its own order and must agree, twice. No bitmap is made, and nothing is
 * shared with the writer.
 */
export function sameByColumns(mask: SpanMask, runs: readonly number[]): boolean {
  const { columns, rows, spans } = mask;
  for (const seed of [20_231, 77_003]) {
    const rowSums = weightSums(rows, seed);
    const columnSums = weightSums(columns, seed * 7);
    let wish = 0;
    for (const [row, from, to] of spans)
      wish = (wish + between(rowSums, row, row + 1) * between(columnSums, from, to)) % prime;
    let found = 0;
    let at = 0;
    for (const [index, run] of runs.entries()) {
      const end = at + run;
      while (index % 2 === 1 && at < end) {
        const column = Math.floor(at / rows);
        const stop = Math.min(end, (column + 1) * rows);
        const weight = between(columnSums, column, column + 1);
        found = (found + weight * between(rowSums, at - column * rows, stop - column * rows)) % prime;
        at = stop;
      }
      at = end;
    }
    if (at !== columns * rows || wish !== found) return false;
  }
  return true;
}

/** Whether row-major run lengths hold exactly the pixels of `mask`. */
export function sameByRows(mask: SpanMask, counts: readonly number[]): boolean {
  const { columns, rows, spans } = mask;
  const found: PixelSpan[] = [];
  let at = 0;
  for (const [index, count] of counts.entries()) {
    const end = at + count;
    while (index % 2 === 1 && at < end) {
      const row = Math.floor(at / columns);
      const stop = Math.min(end, (row + 1) * columns);
      found.push([row, at - row * columns, stop - row * columns]);
      at = stop;
    }
    at = end;
  }
  return at === columns * rows && JSON.stringify(found) === JSON.stringify(spans);
}
