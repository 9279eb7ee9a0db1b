import type { MaskRle } from "../mask.ts";
import type { Prompts } from "../proposal.ts";
import { promptPoints } from "./prompt-points.ts";
import type { PixelWindow } from "./resample.ts";

/** Least side of a crop in image pixels (assist 3.2). */
const leastSide = 48;
const margin = 1.5;

/** Bounds of a mask as `[x0, y0, x1, y1]` in pixel edges, or null when it is empty. */
export function boundsOfMask({ columns, counts }: MaskRle): readonly [number, number, number, number] | null {
  let [x0, y0, x1, y1] = [columns, Number.POSITIVE_INFINITY, 0, 0];
  let at = 0;
  counts.forEach((length, index) => {
    if (index % 2 === 1 && length > 0) {
      const last = at + length - 1;
      const top = Math.floor(at / columns);
      const bottom = Math.floor(last / columns);
      y0 = Math.min(y0, top);
      y1 = Math.max(y1, bottom + 1);
      x0 = top === bottom ? Math.min(x0, at % columns) : 0;
      x1 = top === bottom ? Math.max(x1, (last % columns) + 1) : columns;
    }
    at += length;
  });
  return y1 === 0 ? null : [x0, y0, x1, y1];
}

/**
 * The square that the network sees, in pixel edges: around the box, the previous mask and the clicks, × 1.5 and at least 48
 * pixels; the whole slice, padded to a square, when only clicks are known or the square would hold 90 % of it (assist 3.2).
 */
export function cropWindow(
  columns: number,
  rows: number,
  prompts: Prompts,
  previous: MaskRle | null,
): PixelWindow {
  const longest = Math.max(columns, rows);
  const whole = { x: (columns - longest) / 2, y: (rows - longest) / 2, width: longest, height: longest };
  const before = previous ? boundsOfMask(previous) : null;
  if (!prompts.box && !before) return whole;
  const boxes = before ? [before] : [];
  if (prompts.box) {
    const [x0, y0, x1, y1] = prompts.box;
    boxes.push([x0, y0, x1 + 1, y1 + 1]);
  }
  for (const [x, y] of [...promptPoints(prompts, true), ...promptPoints(prompts, false)])
    boxes.push([x, y, x + 1, y + 1]);
  const x0 = Math.min(...boxes.map((box) => box[0]));
  const y0 = Math.min(...boxes.map((box) => box[1]));
  const x1 = Math.max(...boxes.map((box) => box[2]));
  const y1 = Math.max(...boxes.map((box) => box[3]));
  const side = Math.ceil(Math.max(leastSide, margin * Math.max(x1 - x0, y1 - y0)));
  if (side >= 0.9 * longest) return whole;
  return {
    x: Math.round((x0 + x1 - side) / 2),
    y: Math.round((y0 + y1 - side) / 2),
    width: side,
    height: side,
  };
}
