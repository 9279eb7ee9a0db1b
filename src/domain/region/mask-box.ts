import type { PixelSpan } from "../rasterize.ts";

/** The part of a frame's mask that holds all of it, and a margin: what is outside is empty. One byte a pixel. */
export interface MaskBox {
  /** Of the first pixel, in the frame; may be negative: the margin reaches beyond the image. */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  readonly bits: Uint8Array<ArrayBuffer>;
}

/** The smallest `[left, top, right, bottom]` (ends exclusive) around spans; null without a pixel. */
export function spanBounds(
  spans: readonly PixelSpan[],
): readonly [left: number, top: number, right: number, bottom: number] | null {
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [row, from, to] of spans) {
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
    left = Math.min(left, from);
    right = Math.max(right, to);
  }
  return bottom < top ? null : [left, top, right, bottom];
}

/** Spans as a box of given bounds, which hold them all. */
export function maskWithin(
  spans: readonly PixelSpan[],
  [left, top, right, bottom]: readonly [number, number, number, number],
): MaskBox {
  const [columns, rows] = [right - left, bottom - top];
  const bits = new Uint8Array(columns * rows);
  for (const [row, from, to] of spans) {
    const start = (row - top) * columns - left;
    bits.fill(1, start + from, start + to);
  }
  return { left, top, columns, rows, bits };
}

/** The box of spans with a margin in pixels on every side; null without a pixel. */
export function maskBox(
  spans: readonly PixelSpan[],
  marginX: number,
  marginY: number = marginX,
): MaskBox | null {
  const bounds = spanBounds(spans);
  if (!bounds) return null;
  const [left, top, right, bottom] = bounds;
  return maskWithin(spans, [left - marginX, top - marginY, right + marginX, bottom + marginY]);
}

/** The pixels of a box inside an image, as runs of the frame. */
export function maskBoxSpans(
  { left, top, columns, rows, bits }: MaskBox,
  imageColumns: number,
  imageRows: number,
): PixelSpan[] {
  const spans: PixelSpan[] = [];
  for (let y = Math.max(0, -top); y < rows && top + y < imageRows; y++) {
    const last = Math.min(columns, imageColumns - left);
    for (let x = Math.max(0, -left); x < last; x++) {
      if (!bits[y * columns + x]) continue;
      let end = x + 1;
      while (end < last && bits[y * columns + end]) end++;
      spans.push([top + y, left + x, left + end]);
      x = end;
    }
  }
  return spans;
}
