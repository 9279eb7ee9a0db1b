import type { Prompts } from "../proposal.ts";
import { paintDisk } from "./disk.ts";
import { promptPoints } from "./prompt-points.ts";
import { toGrid, type WorkGrid } from "./work-grid.ts";

/** Prompts drawn on the work grid: 1 = seed. */
export interface Seeds {
  readonly positive: Uint8Array<ArrayBuffer>;
  readonly negative: Uint8Array<ArrayBuffer>;
}

/** 1 where the centre of a grid pixel lies in the box; null without a box. */
export function boxOnGrid(grid: WorkGrid, prompts: Prompts): Uint8Array<ArrayBuffer> | null {
  if (!prompts.box) return null;
  const [x0, y0] = toGrid(grid, prompts.box[0], prompts.box[1]);
  const [x1, y1] = toGrid(grid, prompts.box[2], prompts.box[3]);
  const inside = new Uint8Array(grid.columns * grid.rows);
  for (let y = y0; y <= y1; y++) inside.fill(1, y * grid.columns + x0, y * grid.columns + x1 + 1);
  return inside;
}

/**
 * Positive and negative seeds as disks of 1 protocol pixel. A box without a positive click is seeded at its centre and makes its
 * outside background; the image border is background too. A pixel with both signs is positive (assist 3.1).
 */
export function makeSeeds(grid: WorkGrid, prompts: Prompts): Seeds {
  const { columns, rows } = grid;
  const positive = new Uint8Array(columns * rows);
  const negative = new Uint8Array(columns * rows);
  const radius = Math.max(1, Math.round(grid.unit));
  const paint = (into: Uint8Array, points: Prompts["positive"]) => {
    for (const [x, y] of points) paintDisk(into, columns, rows, ...toGrid(grid, x, y), radius);
  };
  paint(positive, promptPoints(prompts, true));
  paint(negative, promptPoints(prompts, false));
  const inside = boxOnGrid(grid, prompts);
  if (inside && prompts.box) {
    if (promptPoints(prompts, true).length === 0) {
      const centre = [(prompts.box[0] + prompts.box[2]) / 2, (prompts.box[1] + prompts.box[3]) / 2] as const;
      paint(positive, [centre]);
    }
    for (let at = 0; at < inside.length; at++) if (!inside[at]) negative[at] = 1;
  }
  const insideFills = inside?.every((flag) => flag === 1) ?? true;
  if (insideFills) {
    negative.fill(1, 0, columns);
    negative.fill(1, (rows - 1) * columns);
    for (let y = 0; y < rows; y++) {
      negative[y * columns] = 1;
      negative[y * columns + columns - 1] = 1;
    }
  }
  for (let at = 0; at < positive.length; at++) if (positive[at]) negative[at] = 0;
  return { positive, negative };
}
