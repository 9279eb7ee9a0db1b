import type { BlankBox } from "../../domain/deid/plan.ts";

/** A point in pixels of the stored frame. */
export interface FramePoint {
  readonly x: number;
  readonly y: number;
}

/** The smallest box worth keeping, a side in pixels. */
const leastSide = 2;

/** Whole pixels between two corners, inside the frame; null when it is too small to mean anything. */
export function boxBetween(
  a: FramePoint,
  b: FramePoint,
  columns: number,
  rows: number,
  frames: BlankBox["frames"],
): BlankBox | null {
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const x = Math.floor(clamp(Math.min(a.x, b.x), columns));
  const y = Math.floor(clamp(Math.min(a.y, b.y), rows));
  const width = Math.ceil(clamp(Math.max(a.x, b.x), columns)) - x;
  const height = Math.ceil(clamp(Math.max(a.y, b.y), rows)) - y;
  return width < leastSide || height < leastSide ? null : { x, y, width, height, frames };
}

/** Whether a box blanks a frame (from 0). */
export function covers(box: BlankBox, frameIndex: number): boolean {
  return box.frames === "all" || box.frames.includes(frameIndex);
}
