import { nearestAxes } from "../axis-order.ts";
import type { PlaneFacts } from "../image-facts.ts";
import { cross, dot, type Vector } from "../vector.ts";

/** Slices of one size in the order in which they lie, and how far apart. */
export interface SliceStack {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  /** Distance between rows, columns and slices, mm. */
  readonly spacingMm: readonly [row: number, column: number, slice: number];
  /** Directions (LPS) in which columns, rows and slices count up. */
  readonly axes: readonly [column: Vector, row: Vector, slice: Vector];
}

/** From where a head is looked at. */
export type HeadView = "front" | "left";

/** What the eye sees first from one side: distance in mm from the foremost sample that could be seen, Infinity where there is nothing. */
export interface Surface {
  readonly columns: number;
  readonly rows: number;
  readonly columnMm: number;
  readonly rowMm: number;
  readonly depthMm: Float32Array;
}

/** One of the stack's three axes as a view uses it. */
interface Axis {
  readonly size: number;
  readonly mm: number;
  /** Place along the axis for an index. */
  readonly at: (index: number) => number;
}

/** Right and down of the picture, and away from the eye, in patient coordinates (LPS). */
const views: Readonly<Record<HeadView, readonly [right: Vector, down: Vector, away: Vector]>> = {
  front: [
    [1, 0, 0],
    [0, 0, -1],
    [0, 1, 0],
  ],
  left: [
    [0, 1, 0],
    [0, 0, -1],
    [-1, 0, 0],
  ],
};

/** Gathers a surface slice by slice. */
export interface SurfaceMaker {
  /** Takes the slice at a place of the stack; `isSolid` by pixel, row by row. */
  add(slice: number, isSolid: (pixel: number) => boolean): void;
  done(): Surface;
}

/** A maker of what is seen of a stack from one side, by the axes of the stack that lie nearest to those of the view. */
export function makeSurface(stack: SliceStack, view: HeadView): SurfaceMaker {
  const { columns, rows, count, spacingMm } = stack;
  const sizes = [columns, rows, count];
  const mms = [spacingMm[1], spacingMm[0], spacingMm[2]];
  const fits = (role: number, own: number) =>
    Math.abs(dot(stack.axes[own] ?? [0, 0, 0], views[view][role] ?? [0, 0, 0]));
  const order = nearestAxes(fits);
  const axis = (role: number): Axis & { readonly own: number } => {
    const own = order[role] ?? 0;
    const size = sizes[own] ?? 1;
    const along = views[view][role] ?? [1, 0, 0];
    const forward = dot(stack.axes[own] ?? along, along) >= 0;
    return { own, size, mm: mms[own] ?? 1, at: (index) => (forward ? index : size - 1 - index) };
  };
  const [right, down, away] = [axis(0), axis(1), axis(2)];
  const depthMm = new Float32Array(right.size * down.size).fill(Number.POSITIVE_INFINITY);
  return {
    add: (slice, isSolid) => {
      const index = [0, 0, slice];
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          if (!isSolid(row * columns + column)) continue;
          index[0] = column;
          index[1] = row;
          const place = down.at(index[down.own] ?? 0) * right.size + right.at(index[right.own] ?? 0);
          const depth = away.at(index[away.own] ?? 0) * away.mm;
          if (depth < (depthMm[place] ?? 0)) depthMm[place] = depth;
        }
    },
    done: () => ({ columns: right.size, rows: down.size, columnMm: right.mm, rowMm: down.mm, depthMm }),
  };
}

/** Largest gap between samples of a surface that is still one surface, mm: beyond it is an edge. */
const edgeMm = 12;

/** Light from the eye on a surface, 0 to 255 for each of its samples; 0 where there is nothing. */
export function litSurface({ columns, rows, columnMm, rowMm, depthMm }: Surface): Uint8ClampedArray {
  const lit = new Uint8ClampedArray(columns * rows);
  const slope = (here: number, there: number | undefined, mm: number) =>
    there === undefined || !Number.isFinite(there)
      ? 0
      : Math.max(-edgeMm, Math.min(edgeMm, there - here)) / mm;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const here = depthMm[at] ?? Number.POSITIVE_INFINITY;
      if (!Number.isFinite(here)) continue;
      const x = slope(here, column + 1 < columns ? depthMm[at + 1] : undefined, columnMm);
      const y = slope(here, row + 1 < rows ? depthMm[at + columns] : undefined, rowMm);
      lit[at] = 30 + 225 / Math.sqrt(1 + x * x + y * y);
    }
  return lit;
}

/** The stack that frames of one series make, and the order in which they lie; null where they say no place, or lie in several stacks. */
export function stackOfPlanes(
  planes: readonly (PlaneFacts | undefined)[],
  size: { readonly columns: number; readonly rows: number; readonly spacingMm: readonly [number, number] },
): { readonly stack: SliceStack; readonly order: readonly number[] } | null {
  const [first] = planes;
  if (!first || first.space === "volume") return null;
  const [a, b, c, d, e, f] = first.orientation;
  const column: Vector = [a, b, c];
  const row: Vector = [d, e, f];
  const slice = cross(column, row);
  const places: { readonly at: number; readonly mm: number }[] = [];
  for (const [at, plane] of planes.entries()) {
    if (!plane || plane.orientation.some((value, i) => Math.abs(value - (first.orientation[i] ?? 0)) > 0.02))
      return null;
    places.push({ at, mm: dot(plane.positionMm as Vector, slice) });
  }
  places.sort((one, other) => one.mm - other.mm);
  const steps = places.slice(1).map(({ mm }, i) => mm - (places[i]?.mm ?? mm));
  const step = steps.toSorted((one, other) => one - other)[steps.length >> 1] ?? 1;
  return {
    stack: {
      columns: size.columns,
      rows: size.rows,
      count: places.length,
      spacingMm: [...size.spacingMm, Math.max(step, 0.1)],
      axes: [column, row, slice],
    },
    order: places.map(({ at }) => at),
  };
}
