import type { SpanMask } from "../../domain/mask-spans.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";

/** Columns that are in `a` and not in `b`, as runs; both in order. */
function without(a: readonly PixelSpan[], b: readonly PixelSpan[]): (readonly [number, number])[] {
  const left: (readonly [number, number])[] = [];
  let at = 0;
  for (const [, from, to] of a) {
    let start = from;
    while (at < b.length && (b[at]?.[2] ?? 0) <= start) at++;
    for (let index = at; start < to; index++) {
      const [, cutFrom = to, cutTo = to] = b[index] ?? [];
      if (cutFrom > start) left.push([start, Math.min(cutFrom, to)]);
      start = Math.max(start, Math.min(cutTo, to));
      if (cutFrom >= to) break;
    }
  }
  return left;
}

/**
 * Column-major run lengths of a mask of spans, first run = zeros. Walks down the rows and looks only at columns that change: the
 * frame may have billions of pixels.
 */
export function spanColumnRuns({ columns, rows, spans }: SpanMask): number[] {
  const opened = new Int32Array(columns);
  const found = new Map<number, number[]>();
  let above: readonly PixelSpan[] = [];
  let aboveRow = -1;
  const change = (row: number, here: readonly PixelSpan[]) => {
    for (const [from, to] of without(above, here))
      for (let column = from; column < to; column++) {
        const runs = found.get(column) ?? [];
        runs.push(opened[column] ?? 0, row);
        found.set(column, runs);
      }
    for (const [from, to] of without(here, above)) opened.fill(row, from, to);
    above = here;
    aboveRow = row;
  };
  for (let at = 0; at < spans.length; ) {
    const row = spans[at]?.[0] ?? 0;
    let end = at;
    while (spans[end]?.[0] === row) end++;
    if (row !== aboveRow + 1) change(aboveRow + 1, []);
    change(row, spans.slice(at, end));
    at = end;
  }
  change(aboveRow + 1, []);

  const runs: number[] = [];
  let done = 0;
  for (const column of [...found.keys()].sort((a, b) => a - b)) {
    const own = found.get(column) ?? [];
    for (let index = 0; index < own.length; index += 2) {
      const start = column * rows + (own[index] ?? 0);
      const stop = column * rows + (own[index + 1] ?? 0);
      // From the foot of a column to the head of the next a run goes on.
      if (start === done && runs.length > 0) runs[runs.length - 1] = (runs.at(-1) ?? 0) + stop - start;
      else runs.push(start - done, stop - start);
      done = stop;
    }
  }
  return [...runs, columns * rows - done];
}

/** Bounds from the pixel edge, [x, y, width, height]; zeros for an empty mask. */
export function spanBounds({ spans }: SpanMask): [number, number, number, number] {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return [0, 0, 0, 0];
  const left = spans.reduce((least, span) => Math.min(least, span[1]), first[1]);
  const right = spans.reduce((most, span) => Math.max(most, span[2]), first[2]);
  return [left, first[0], right - left, last[0] - first[0] + 1];
}
