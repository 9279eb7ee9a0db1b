import type { Pyramid } from "../domain/image-facts.ts";
import { applyAffine, imageToScreenAffine, invertAffine, type View } from "./camera.ts";

/** Which tile of a frame; level 0 is the finest. */
export interface TileAddress {
  readonly level: number;
  readonly tileColumn: number;
  readonly tileRow: number;
}

/** `[x0, y0, x1, y1)` in finest pixels from the image's upper left corner (pixel edges, not centres). */
export type ImageRect = readonly [x0: number, y0: number, x1: number, y1: number];

/** One text per tile, for maps. */
export const tileKey = ({ level, tileColumn, tileRow }: TileAddress): string =>
  `${level}/${tileColumn}/${tileRow}`;

/**
 * Finest pixels per pixel of a level, for each axis: every level covers the whole image exactly, also where its size was
 * rounded, so that no strip stays empty at the right or bottom and levels differ by less than one of their pixels.
 */
export function levelScale({ levels }: Pyramid, level: number): readonly [x: number, y: number] {
  const [finest, here] = [levels[0], levels[level]];
  if (finest === undefined || here === undefined) throw new RangeError(`The image has no level ${level}.`);
  return [finest.columns / here.columns, finest.rows / here.rows];
}

/** A level's pixels may be this much larger than device pixels before the next finer level is read. */
const largestPixel = 1.4;

/** The coarsest level that still looks sharp: device pixels per pixel of the level at most 1.4. */
export function levelFor(pyramid: Pyramid, { camera, size, stretch }: View): number {
  const perPixel = camera.zoom * size.devicePixelRatio;
  for (let level = pyramid.levels.length - 1; level > 0; level--) {
    const [x, y] = levelScale(pyramid, level);
    if (Math.max(x * stretch[0], y * stretch[1]) * perPixel <= largestPixel) return level;
  }
  return 0;
}

/** The part of the image that the viewport shows; null when none is. */
export function seenRect({ levels }: Pyramid, view: View): ImageRect | null {
  const finest = levels[0];
  if (finest === undefined) return null;
  const { widthCss, heightCss } = view.size;
  const inverse = invertAffine(imageToScreenAffine(view));
  const [ax, ay] = applyAffine(inverse, [0, 0]);
  const [bx, by] = applyAffine(inverse, [widthCss, heightCss]);
  // Quarter turns only: two opposite corners span the rectangle.
  const x0 = Math.max(0, Math.min(ax, bx) + 0.5);
  const y0 = Math.max(0, Math.min(ay, by) + 0.5);
  const x1 = Math.min(finest.columns, Math.max(ax, bx) + 0.5);
  const y1 = Math.min(finest.rows, Math.max(ay, by) + 0.5);
  return x0 < x1 && y0 < y1 ? [x0, y0, x1, y1] : null;
}

/** Where a tile lies, cut at the image's edges. */
export function tileRect(pyramid: Pyramid, { level, tileColumn, tileRow }: TileAddress): ImageRect {
  const [x, y] = levelScale(pyramid, level);
  const { columns = 0, rows = 0 } = pyramid.levels[level] ?? {};
  const { tileSize } = pyramid;
  return [
    tileColumn * tileSize * x,
    tileRow * tileSize * y,
    Math.min(columns, (tileColumn + 1) * tileSize) * x,
    Math.min(rows, (tileRow + 1) * tileSize) * y,
  ];
}

/** Tiles of a level in a row and in a column. */
export function gridSize({ levels, tileSize }: Pyramid, level: number): readonly [number, number] {
  const { columns = 0, rows = 0 } = levels[level] ?? {};
  return [Math.ceil(columns / tileSize), Math.ceil(rows / tileSize)];
}

/** The tiles of a level under a rectangle, `ring` more on each side, row by row. */
export function tilesUnder(pyramid: Pyramid, level: number, rect: ImageRect, ring = 0): TileAddress[] {
  const [x, y] = levelScale(pyramid, level);
  const [across, down] = gridSize(pyramid, level);
  const [x0, y0, x1, y1] = rect;
  const stepX = pyramid.tileSize * x;
  const stepY = pyramid.tileSize * y;
  const left = Math.max(0, Math.floor(x0 / stepX) - ring);
  const top = Math.max(0, Math.floor(y0 / stepY) - ring);
  const right = Math.min(across, Math.ceil(x1 / stepX) + ring);
  const bottom = Math.min(down, Math.ceil(y1 / stepY) + ring);
  const tiles: TileAddress[] = [];
  for (let tileRow = top; tileRow < bottom; tileRow++)
    for (let tileColumn = left; tileColumn < right; tileColumn++) tiles.push({ level, tileColumn, tileRow });
  return tiles;
}
