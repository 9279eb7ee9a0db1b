import type { MaskRle } from "./mask.ts";
import type { PixelSpan } from "./rasterize.ts";

/** A mask over a frame too large for a byte a pixel: its runs in rows, from the top, none touching the next. */
export interface SpanMask {
  readonly columns: number;
  readonly rows: number;
  readonly spans: readonly PixelSpan[];
}

/** Spans in order, those that touch as one. */
export function orderedSpans(spans: readonly PixelSpan[]): PixelSpan[] {
  const ordered: PixelSpan[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = ordered.at(-1);
    if (last?.[0] === span[0] && last[2] >= span[1])
      ordered[ordered.length - 1] = [last[0], last[1], Math.max(last[2], span[2])];
    else ordered.push(span);
  }
  return ordered;
}

/** Row-major run lengths of a mask of spans. */
export function spansRle({ columns, rows, spans }: SpanMask): MaskRle {
  const counts: number[] = [];
  let end = 0;
  for (const [row, from, to] of spans) {
    const start = row * columns + from;
    // A run that goes on from the end of a row to the start of the next is one.
    if (start === end && counts.length > 0) counts[counts.length - 1] = (counts.at(-1) ?? 0) + to - from;
    else counts.push(start - end, to - from);
    end = row * columns + to;
  }
  return { columns, rows, counts: [...counts, columns * rows - end] };
}
