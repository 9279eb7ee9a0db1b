import type { BinaryMask } from "../../domain/mask.ts";

/** A part of an image: its pixels, and where its first pixel lies. */
export interface Region extends BinaryMask {
  readonly left: number;
  readonly top: number;
}

/** A corner of pixels, counted from the first corner of the region. */
export type Corner = readonly [x: number, y: number];

/** A closed outline along pixel edges, every corner on its way, the inside on the right (y grows downwards). */
export interface Outline {
  /** Of the pixels inside, from 1: pixels that touch at edges belong together. */
  readonly component: number;
  readonly corners: readonly Corner[];
}

/** Numbers the connected pixels of a region from 1; 0 is outside. */
export function componentsOf({ bits, columns, rows }: BinaryMask): Int32Array {
  const labels = new Int32Array(columns * rows);
  const stack: number[] = [];
  let last = 0;
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || labels[start]) continue;
    labels[start] = ++last;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % columns;
      const visit = (next: number) => {
        if (!bits[next] || labels[next]) return;
        labels[next] = last;
        stack.push(next);
      };
      if (x > 0) visit(at - 1);
      if (x < columns - 1) visit(at + 1);
      if (at >= columns) visit(at - columns);
      if (at < columns * (rows - 1)) visit(at + columns);
    }
  }
  return labels;
}

/** East, south, west, north. */
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** The pixel on the right of a step from a corner. */
const beside = [
  [0, 0],
  [-1, 0],
  [-1, -1],
  [0, -1],
] as const;

/**
 * All outlines of a region: that around each component and those around its holes, which turn the other way. Where two pixels touch at a
 * corner only, the outline stays with its own pixel.
 */
export function traceOutlines(region: BinaryMask, labels: Int32Array): Outline[] {
  const { bits, columns, rows } = region;
  const width = columns + 1;
  const leaving = new Uint8Array(width * (rows + 1));
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && bits[y * columns + x] === 1;
  const mark = (x: number, y: number, step: number) => {
    leaving[y * width + x] = (leaving[y * width + x] ?? 0) | (1 << step);
  };
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      if (!inside(x, y)) continue;
      if (!inside(x, y - 1)) mark(x, y, 0);
      if (!inside(x + 1, y)) mark(x + 1, y, 1);
      if (!inside(x, y + 1)) mark(x + 1, y + 1, 2);
      if (!inside(x - 1, y)) mark(x, y + 1, 3);
    }
  const outlines: Outline[] = [];
  for (let start = 0; start < leaving.length; start++) {
    while (leaving[start]) {
      let step = [0, 1, 2, 3].find((one) => (leaving[start] ?? 0) & (1 << one)) ?? 0;
      let [x, y] = [start % width, Math.floor(start / width)];
      const [besideX, besideY] = beside[step] ?? [0, 0];
      const component = labels[(y + besideY) * columns + x + besideX] ?? 0;
      const corners: Corner[] = [];
      for (;;) {
        const at = y * width + x;
        leaving[at] = (leaving[at] ?? 0) & ~(1 << step);
        corners.push([x, y]);
        const [dx, dy] = steps[step] ?? [0, 0];
        [x, y] = [x + dx, y + dy];
        if (y * width + x === start && !stays(leaving[start] ?? 0, step)) break;
        // Right first: around its own pixel; then on, then left.
        const turn = [1, 0, 3].find((one) => (leaving[y * width + x] ?? 0) & (1 << ((step + one) % 4)));
        if (turn === undefined) break;
        step = (step + turn) % 4;
      }
      outlines.push({ component, corners });
    }
  }
  return outlines;
}

/** Whether an outline that comes back to where it began goes on from there by a right turn: it passes the corner twice. */
const stays = (leaving: number, step: number) => (leaving & (1 << ((step + 1) % 4))) !== 0;
