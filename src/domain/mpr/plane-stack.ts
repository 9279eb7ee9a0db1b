import { affineColumn, affineOf, applyTo } from "../affine-maths.ts";
import type { PlaneFacts } from "../image-facts.ts";
import type { Affine } from "../series-affine.ts";
import { cross, dot, length, plus, times, unit, type Vector } from "../vector.ts";
import type { MprGrid } from "./mpr-grid.ts";

/** The three planes of the patient. */
export type PlaneKind = "axial" | "coronal" | "sagittal";

/** Parallel pictures through a volume: (column, row, number) to patient mm. */
export interface PlaneStack {
  readonly kind: PlaneKind;
  readonly affine: Affine;
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  /** Its pixels are voxels: nothing between them is made up. */
  readonly onGrid: boolean;
}

/** Right and down on the screen, LPS: patient right on screen left, head or front up. */
export const screenAxes: Readonly<Record<PlaneKind, readonly [right: Vector, down: Vector]>> = {
  axial: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  coronal: [
    [1, 0, 0],
    [0, 0, -1],
  ],
  sagittal: [
    [0, 1, 0],
    [0, 0, -1],
  ],
};

/** The planes in the order in which screens show them. */
export const planeKinds: readonly PlaneKind[] = ["axial", "coronal", "sagittal"];

/** cos 0.5°: closer than that a voxel axis is an axis of the patient, and the planes keep to the voxels. */
const straight = Math.cos((0.5 * Math.PI) / 180);

/** Longest side of a plane that is no plane of voxels, in pixels. */
const longestSide = 768;

/** Which plane of the patient the images of the stack are nearest to. */
export function nativeKind({ affine }: Pick<MprGrid, "affine">): PlaneKind {
  const normal = unit(cross(affineColumn(affine, 0), affineColumn(affine, 1)));
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])];
  return z >= x && z >= y ? "axial" : y >= x ? "coronal" : "sagittal";
}

/** The stack's own images. */
export function nativePlanes(grid: MprGrid): PlaneStack {
  const { affine, columns, rows, frames } = grid;
  return { kind: nativeKind(grid), affine, columns, rows, count: frames.length, onGrid: true };
}

/** A plane of the patient through the whole volume; along the voxels where these lie straight. */
export function planesOfKind(grid: MprGrid, kind: PlaneKind): PlaneStack {
  return gridPlanes(grid, kind) ?? patientPlanes(grid, kind);
}

/** Spacing as in `ImageFacts`: between rows, then between columns. */
export function planeSpacing({ affine }: PlaneStack): readonly [number, number] {
  return [length(affineColumn(affine, 1)), length(affineColumn(affine, 0))];
}

/** Where picture `at` of a stack lies. */
export function planeFacts({ affine }: PlaneStack, at: number): PlaneFacts {
  const [rx, ry, rz] = unit(affineColumn(affine, 0));
  const [cx, cy, cz] = unit(affineColumn(affine, 1));
  return { positionMm: applyTo(affine, [0, 0, at]), orientation: [rx, ry, rz, cx, cy, cz] };
}

function gridPlanes(grid: MprGrid, kind: PlaneKind): PlaneStack | null {
  const [right, down] = screenAxes[kind];
  const sizes = [grid.columns, grid.rows, grid.frames.length] as const;
  const axes = ([0, 1, 2] as const).map((at) => ({
    step: affineColumn(grid.affine, at),
    size: sizes[at],
  }));
  const isStraight = axes.every(({ step }) => Math.max(...unit(step).map(Math.abs)) >= straight);
  const along = (way: Vector) => axes.find(({ step }) => Math.abs(dot(unit(step), way)) >= straight);
  const [across, downward, through] = [along(right), along(down), along(cross(right, down))];
  if (!isStraight || !across || !downward || !through) return null;
  // An axis that runs the other way is read from its end.
  let origin = affineColumn(grid.affine, 3);
  const turned = (axis: typeof across, way: Vector): Vector => {
    if (dot(axis.step, way) >= 0) return axis.step;
    origin = plus(origin, axis.step, axis.size - 1);
    return times(axis.step, -1);
  };
  const steps = [turned(across, right), turned(downward, down), turned(through, cross(right, down))] as const;
  return {
    kind,
    affine: affineOf(...steps, origin),
    columns: across.size,
    rows: downward.size,
    count: through.size,
    onGrid: true,
  };
}

function patientPlanes(grid: MprGrid, kind: PlaneKind): PlaneStack {
  const [right, down] = screenAxes[kind];
  const ways = [right, down, cross(right, down)] as const;
  const [c, r, s] = [grid.columns - 1, grid.rows - 1, grid.frames.length - 1];
  const corners = [0, c].flatMap((x) =>
    [0, r].flatMap((y) => [0, s].map((z) => applyTo(grid.affine, [x, y, z]))),
  );
  const spans = ways.map((way) => {
    const along = corners.map((corner) => dot(corner, way));
    return { from: Math.min(...along), to: Math.max(...along) };
  });
  const sides = spans.map(({ from, to }) => to - from);
  const finest = Math.min(...([0, 1, 2] as const).map((at) => length(affineColumn(grid.affine, at))));
  const mm = Math.max(finest, Math.max(sides[0] ?? 0, sides[1] ?? 0) / (longestSide - 1));
  const count = (side = 0) => Math.floor(side / mm + 1e-6) + 1;
  const origin = spans.reduce<Vector>((sum, { from }, at) => plus(sum, ways[at] ?? right, from), [0, 0, 0]);
  return {
    kind,
    affine: affineOf(times(ways[0], mm), times(ways[1], mm), times(ways[2], mm), origin),
    columns: count(sides[0]),
    rows: count(sides[1]),
    count: count(sides[2]),
    onGrid: false,
  };
}
