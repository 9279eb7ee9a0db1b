import type { PixelLevel } from "../../domain/samples.ts";

/** Side of the square tiles that every pyramid hands out, in pixels; even, so that halves of tiles meet without a seam. */
export const tileSize = 512;

/** Frames of more pixels than this are read in tiles only. */
export const mostWholePixels = 2 ** 24;

/** An image with stored smaller copies is read in tiles from this side on, in pixels. */
export const mostWholeSide = 2048;

/** The coarsest level is at most this wide and high. */
const coarsestSide = 1024;

/** A level of a pyramid: stored level `stored` (counted from the finest), or halves of the level before. */
export interface PlannedLevel extends PixelLevel {
  readonly stored: number | null;
}

/** Half of a size: a last odd row or column stands for itself. */
export const halfOf = (size: number) => Math.ceil(size / 2);

/**
 * The levels of a pyramid over `stored` resolutions, finest first: each about half of the one before, stored ones wherever there
 * are, the last at most 1024 pixels a side.
 */
export function planLevels(stored: readonly PixelLevel[]): readonly PlannedLevel[] {
  const levels: PlannedLevel[] = [];
  const [finest, ...smaller] = stored.map(({ columns, rows }, index) => ({ columns, rows, stored: index }));
  if (!finest) return levels;
  levels.push(finest);
  let last: PlannedLevel = finest;
  const next = (level: PlannedLevel) => {
    levels.push(level);
    last = level;
  };
  const halve = () => next({ columns: halfOf(last.columns), rows: halfOf(last.rows), stored: null });
  for (const level of smaller) {
    // Halves are put between as long as a half is clearly finer than the stored one.
    while (last.columns / 2 > level.columns * 1.42) halve();
    next(level);
  }
  while (Math.max(last.columns, last.rows) > coarsestSide) halve();
  return levels;
}
