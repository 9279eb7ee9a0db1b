import type { PointImage } from "./annotation.ts";
import { boundsOfPoints } from "./geometry.ts";
import { isInside } from "./geometry-distance.ts";
import { simplifyRing } from "./geometry-simplify.ts";
import type { PixelSpan } from "./rasterize.ts";
import { maskBox } from "./region/mask-box.ts";
import { isOuter, maskOutlines } from "./region/outline.ts";

/** One piece: an outline and what is cut out of it. */
export interface UnionPart {
  readonly outline: readonly PointImage[];
  readonly holes: readonly (readonly PointImage[])[];
}

/** Cells on a side of an image pixel, where the shape is small enough for them. */
const finest = 4;
const cellsAcross = 2048;
const mostCells = 16e6;

/** Cells that a ring winds round at least once, by their centres (the non-zero rule). */
function windingSpans(ring: readonly PointImage[], rows: number): PixelSpan[] {
  const spans: PixelSpan[] = [];
  for (let row = 0; row < rows; row++) {
    const crossings: { readonly x: number; readonly turn: 1 | -1 }[] = [];
    let [x1, y1] = ring.at(-1) ?? [0, 0];
    for (const [x2, y2] of ring) {
      if (y1 <= row !== y2 <= row)
        crossings.push({ x: x1 + ((row - y1) * (x2 - x1)) / (y2 - y1), turn: y1 <= row ? 1 : -1 });
      [x1, y1] = [x2, y2];
    }
    crossings.sort((a, b) => a.x - b.x);
    let winding = 0;
    let start = 0;
    for (const { x, turn } of crossings) {
      if (winding === 0) start = Math.ceil(x);
      winding += turn;
      if (winding === 0 && Math.ceil(x) > start) spans.push([row, start, Math.ceil(x)]);
    }
  }
  return spans;
}

/**
 * An outline that crosses itself as what it goes round (viewer-and-tools 3.6: non-zero union): outlines that do not cross, with holes,
 * within a quarter of an image pixel (one, where the shape is large). Null: the shape is too large for it.
 */
export function unionOfRing(ring: readonly PointImage[]): readonly UnionPart[] | null {
  const bounds = boundsOfPoints(ring);
  if (!bounds) return [];
  const [left, top, right, bottom] = bounds;
  const side = Math.max(right - left, bottom - top, 1);
  const scale = Math.max(1, Math.min(finest, Math.floor(cellsAcross / side)));
  const rows = Math.ceil((bottom - top) * scale) + 1;
  if (rows * (right - left) * scale > mostCells) return null;
  const toCell = ([x, y]: PointImage): PointImage => [(x - left) * scale - 0.5, (y - top) * scale - 0.5];
  const toImage = ([x, y]: PointImage): PointImage => [(x + 0.5) / scale + left, (y + 0.5) / scale + top];
  const box = maskBox(windingSpans(ring.map(toCell), rows), 1);
  if (!box) return [];
  const rings = maskOutlines(box);
  const smooth = (one: readonly PointImage[]) => simplifyRing(one.map(toImage), 0.75 / scale);
  const holes = rings.filter((one) => !isOuter(one));
  return rings.filter(isOuter).map((outer) => ({
    outline: smooth(outer),
    holes: holes.filter(([first]) => first !== undefined && isInside(first, [outer])).map(smooth),
  }));
}
