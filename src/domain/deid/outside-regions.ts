import { type Area, around, clipped } from "./area.ts";

/** No letter fits into less. */
const leastSide = 5;
/** More pieces than these are no margin that a person could decide about; the regions are then taken as one. */
const mostPieces = 8;

/** Stretches of a row of `columns` pixels that none of the regions covers: start, end, one after the other. */
function gaps(regions: readonly Area[], columns: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let at = 0;
  for (const { x, width } of [...regions].sort((a, b) => a.x - b.x)) {
    if (x > at) found.push([at, x]);
    at = Math.max(at, x + width);
  }
  if (at < columns) found.push([at, columns]);
  return found;
}

/** What the regions leave of a frame, as rectangles that do not overlap: bands as wide as they can be, joined downwards. */
function pieces(regions: readonly Area[], columns: number, rows: number): readonly Area[] {
  const edges = new Set([0, rows, ...regions.flatMap(({ y, height }) => [y, y + height])]);
  const sorted = [...edges].sort((a, b) => a - b);
  let found: Area[] = [];
  for (const [at, top] of sorted.entries()) {
    const bottom = sorted[at + 1];
    if (bottom === undefined) break;
    const here = regions.filter(({ y, height }) => y <= top && y + height >= bottom);
    for (const [left, right] of gaps(here, columns)) {
      const above = found.find(
        ({ x, y, width, height }) => x === left && width === right - left && y + height === top,
      );
      const piece = above
        ? { ...above, height: above.height + bottom - top }
        : { x: left, y: top, width: right - left, height: bottom - top };
      found = [...found.filter((one) => one !== above), piece];
    }
  }
  return found;
}

/**
 * The places of a frame outside every region, top to bottom, in pixels. Regions may be anything that a file says: what of them
 * lies outside the frame counts for nothing, and where none is left nothing is outside.
 */
export function outsideRegions(regions: readonly Area[], columns: number, rows: number): readonly Area[] {
  const valid = regions.flatMap((region) => clipped(region, columns, rows) ?? []);
  if (valid.length === 0) return [];
  const all = pieces(valid, columns, rows);
  const few = all.length > mostPieces ? pieces([valid.reduce(around)], columns, rows) : all;
  return few
    .filter(({ width, height }) => width >= leastSide && height >= leastSide)
    .sort((a, b) => a.y - b.y || a.x - b.x);
}
