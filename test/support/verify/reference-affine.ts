import type { SourcePlanes } from "./source-planes.ts";

type Vector = readonly number[];

/** Patient coordinates in mm (LPS) of a stack: of its first pixel, and of one step along a row, a column and the slices. */
export interface StackAffine {
  readonly origin: Vector;
  readonly alongRow: Vector;
  readonly alongColumn: Vector;
  readonly alongSlices: Vector;
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
}

const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const scaled = (a: Vector, by: number) => a.map((value) => value * by);

/**
 * The affine of the largest stack of a series, from its source headers alone: planes of one size and direction, sorted along the
 * normal, a repeated place once; the step is the way from the first plane to the last, divided by the steps between (a gap of whole
 * slices counts as these). Null when there are fewer than two planes.
 */
export function referenceAffine(files: readonly SourcePlanes[]): StackAffine | null {
  const stacks = new Map<string, { file: SourcePlanes; positions: Vector[]; orientation: Vector }>();
  for (const file of files) {
    for (const { position, orientation } of file.planes) {
      const key = [file.rows, file.columns, ...orientation.map((value) => Math.round(value * 1e3))].join();
      const stack = stacks.get(key) ?? { file, positions: [], orientation };
      stack.positions.push(position);
      stacks.set(key, stack);
    }
  }
  const [largest] = [...stacks.values()].sort((a, b) => b.positions.length - a.positions.length);
  if (!largest) return null;
  const row = largest.orientation.slice(0, 3);
  const column = largest.orientation.slice(3);
  const [rx = 0, ry = 0, rz = 0] = row;
  const [cx = 0, cy = 0, cz = 0] = column;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
  const sorted = largest.positions
    .map((position) => ({ position, along: dot(position, normal) }))
    .sort((a, b) => a.along - b.along)
    .filter(({ along }, i, all) => i === 0 || along - (all[i - 1]?.along ?? 0) > 1e-3);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last || sorted.length < 2) return null;
  const gaps = sorted.slice(1).map(({ along }, i) => along - (sorted[i]?.along ?? 0));
  const typical = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 1;
  const steps = Math.max(1, Math.round((last.along - first.along) / typical));
  const [rowSpacing = 1, columnSpacing = 1] = largest.file.spacingMm;
  return {
    origin: first.position,
    alongRow: scaled(row, columnSpacing),
    alongColumn: scaled(column, rowSpacing),
    alongSlices: last.position.map((value, axis) => (value - (first.position[axis] ?? 0)) / steps),
    columns: largest.file.columns,
    rows: largest.file.rows,
    slices: steps + 1,
  };
}

/** Largest distance in mm between where two affines put a corner of the stack. Infinite when the stacks are of different size. */
export function affineErrorMm(ours: StackAffine, reference: StackAffine): number {
  const same = (["columns", "rows", "slices"] as const).every((key) => ours[key] === reference[key]);
  if (!same) return Number.POSITIVE_INFINITY;
  const at = (affine: StackAffine, column: number, row: number, slice: number) =>
    affine.origin.map(
      (value, axis) =>
        value +
        (affine.alongRow[axis] ?? 0) * column +
        (affine.alongColumn[axis] ?? 0) * row +
        (affine.alongSlices[axis] ?? 0) * slice,
    );
  let worst = 0;
  for (const column of [0, ours.columns - 1])
    for (const row of [0, ours.rows - 1])
      for (const slice of [0, ours.slices - 1]) {
        const [a, b] = [at(ours, column, row, slice), at(reference, column, row, slice)];
        worst = Math.max(worst, Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0))));
      }
  return worst;
}
