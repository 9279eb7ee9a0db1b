import { orderedSpans } from "./mask-spans.ts";
import type { PixelSpan } from "./rasterize.ts";

/** Pixels of a frame by row: runs in order that do not touch; the form in which sets of pixels are cut and joined. */
export type RowRuns = ReadonlyMap<number, readonly PixelSpan[]>;

/** Spans, in any order and over one another, as runs of rows. */
export function rowRuns(spans: readonly PixelSpan[]): RowRuns {
  const rows = new Map<number, PixelSpan[]>();
  for (const span of orderedSpans(spans)) {
    const row = rows.get(span[0]);
    if (row) row.push(span);
    else rows.set(span[0], [span]);
  }
  return rows;
}

/** The parts of spans that lie inside a set. */
export function spansInside(spans: readonly PixelSpan[], set: RowRuns): PixelSpan[] {
  const parts: PixelSpan[] = [];
  for (const [row, from, to] of spans) {
    for (const [, start, end] of set.get(row) ?? []) {
      if (start >= to) break;
      if (end > from) parts.push([row, Math.max(from, start), Math.min(to, end)]);
    }
  }
  return parts;
}

/** The parts of spans that lie outside a set. */
export function spansOutside(spans: readonly PixelSpan[], set: RowRuns): PixelSpan[] {
  const parts: PixelSpan[] = [];
  for (const [row, from, to] of spans) {
    let open = from;
    for (const [, start, end] of set.get(row) ?? []) {
      if (start >= to) break;
      if (end <= open) continue;
      if (start > open) parts.push([row, open, start]);
      open = end;
    }
    if (open < to) parts.push([row, open, to]);
  }
  return parts;
}

/** The parts of spans whose pixels pass a test; `at` is row × columns + column. */
export function spansWhere(
  spans: readonly PixelSpan[],
  columns: number,
  test: (at: number) => boolean,
): PixelSpan[] {
  const parts: PixelSpan[] = [];
  for (const [row, from, to] of spans) {
    let open = -1;
    for (let column = from; column <= to; column++) {
      const passes = column < to && test(row * columns + column);
      if (passes && open < 0) open = column;
      if (!passes && open >= 0) parts.push([row, open, column]);
      if (!passes) open = -1;
    }
  }
  return parts;
}
