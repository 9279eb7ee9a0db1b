import type { PointImage } from "../../domain/annotation.ts";
import { fromPixelEdge } from "../../domain/geometry.ts";
import type { BinaryMask } from "../../domain/mask.ts";
import { joinHoles } from "./join-holes.ts";
import { componentsOf, type Region, traceOutlines } from "./trace-outlines.ts";

/** The part of a region between two corners, with the pixels for which `keep` is true; null where none is left. */
function cropped(region: Region, keep: (x: number, y: number) => boolean): Region | null {
  const { bits, columns, rows } = region;
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      if (!bits[y * columns + x] || !keep(x, y)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  if (right < left) return null;
  const [width, height] = [right - left + 1, bottom - top + 1];
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (bits[(top + y) * columns + left + x] && keep(left + x, top + y)) out[y * width + x] = 1;
  return { columns: width, rows: height, bits: out, left: region.left + left, top: region.top + top };
}

function outlinesOf(region: Region | null, most: number): PointImage[][] {
  if (!region) return [];
  const labels = componentsOf(region);
  const rings = joinHoles(region, traceOutlines(region, labels));
  return rings.flatMap((ring, index) => {
    if (ring.length <= most || region.columns * region.rows < 4)
      return [ring.map(([x, y]) => fromPixelEdge([x + region.left, y + region.top]))];
    // Too long for one element: this component in two halves, each with outlines of its own.
    const own = cropped(region, (x, y) => labels[y * region.columns + x] === index + 1);
    if (!own) return [];
    const wide = own.columns >= own.rows;
    const middle = Math.floor((wide ? own.columns : own.rows) / 2);
    const first = (x: number, y: number) => (wide ? x : y) < middle;
    return [
      ...outlinesOf(cropped(own, first), most),
      ...outlinesOf(
        cropped(own, (x, y) => !first(x, y)),
        most,
      ),
    ];
  });
}

/**
 * Outlines along pixel edges (pointImage) whose even-odd filling is exactly the mask: one ring for each part, holes joined by a bridge, no
 * corner on a straight line, none of more than `most` points.
 */
export const regionOutlines = (mask: BinaryMask, most: number): PointImage[][] =>
  outlinesOf(
    cropped({ ...mask, left: 0, top: 0 }, () => true),
    most,
  );
