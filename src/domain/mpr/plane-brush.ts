import type { PointImage } from "../annotation.ts";
import type { PixelSpan } from "../rasterize.ts";
import { plus } from "../vector.ts";
import type { VoxelPlane } from "./voxel-plane.ts";

/** Pixels of one slice of a stack. */
export interface SliceSpans {
  readonly slice: number;
  readonly spans: readonly PixelSpan[];
}

/**
 * Pixels of a picture whose centre lies within `radiusMm` of the segment between two points of it, measured in millimetres, since its
 * pixels are rarely squares; and those that the segment itself runs through, or a small brush would slip between far slices.
 */
export function sweptDisc(
  { columns, rows, stepsMm: [columnMm, rowMm] }: VoxelPlane,
  from: PointImage,
  to: PointImage,
  radiusMm: number,
): PixelSpan[] {
  const [dx, dy] = [(to[0] - from[0]) * columnMm, (to[1] - from[1]) * rowMm];
  const square = dx * dx + dy * dy;
  const isNear = (column: number, row: number) => {
    const [x, y] = [(column - from[0]) * columnMm, (row - from[1]) * rowMm];
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square));
    return (x - along * dx) ** 2 + (y - along * dy) ** 2 <= radiusMm * radiusMm;
  };
  const passed = passedPixels(from, to);
  const reach = (a: number, b: number, mm: number, size: number) => [
    Math.max(0, Math.floor(Math.min(a, b) - radiusMm / mm - 0.5)),
    Math.min(size - 1, Math.ceil(Math.max(a, b) + radiusMm / mm + 0.5)),
  ];
  const [left = 0, right = -1] = reach(from[0], to[0], columnMm, columns);
  const [top = 0, bottom = -1] = reach(from[1], to[1], rowMm, rows);
  const spans: PixelSpan[] = [];
  for (let row = top; row <= bottom; row++) {
    let start = -1;
    for (let column = left; column <= right + 1; column++) {
      const isIn = column <= right && (isNear(column, row) || passed.has(`${column} ${row}`));
      if (isIn && start < 0) start = column;
      if (isIn || start < 0) continue;
      spans.push([row, start, column]);
      start = -1;
    }
  }
  return spans;
}

/** Pixels that a segment runs through, at steps of a quarter pixel. */
function passedPixels([ax, ay]: PointImage, [bx, by]: PointImage): Set<string> {
  const steps = Math.max(1, Math.ceil(4 * Math.hypot(bx - ax, by - ay)));
  return new Set(
    Array.from({ length: steps + 1 }, (_, step) => {
      const share = step / steps;
      return `${Math.round(ax + (bx - ax) * share)} ${Math.round(ay + (by - ay) * share)}`;
    }),
  );
}

/** Pixels of the picture `off` pictures beyond the plane as voxels, slice by slice, rows in order. */
export function planeVoxels(plane: VoxelPlane, spans: readonly PixelSpan[], off = 0): SliceSpans[] {
  const start = plus(plane.start, plane.through, off);
  const slices = new Map<number, Map<number, number[]>>();
  for (const [row, from, to] of spans) {
    const line = plus(start, plane.down, row);
    for (let column = from; column < to; column++) {
      const [x, y, z] = plus(line, plane.across, column);
      const rows = slices.get(z) ?? new Map<number, number[]>();
      slices.set(z, rows);
      const columns = rows.get(y) ?? [];
      rows.set(y, columns);
      columns.push(x);
    }
  }
  return [...slices].map(([slice, rows]) => ({
    slice,
    spans: [...rows]
      .sort(([a], [b]) => a - b)
      .flatMap(([row, columns]) => runsOf(columns).map(([from, to]): PixelSpan => [row, from, to])),
  }));
}

function runsOf(columns: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const column of [...new Set(columns)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === column) last[1] = column + 1;
    else runs.push([column, column + 1]);
  }
  return runs;
}
