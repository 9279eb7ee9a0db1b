import { affineColumn, applyTo, compose, inverseAffine } from "../affine-maths.ts";
import type { PointImage } from "../annotation.ts";
import { length, plus, type Vector } from "../vector.ts";
import type { MprGrid } from "./mpr-grid.ts";
import type { PlaneStack } from "./plane-stack.ts";

/**
 * A picture through a volume whose pixels are voxels: pixel (column, row) is the voxel at `start + column · across + row · down`, and
 * `through` leads to the next picture; all in whole (column, row, slice) of the stack.
 */
export interface VoxelPlane {
  readonly columns: number;
  readonly rows: number;
  /** Number of this picture, and how many there are. */
  readonly at: number;
  readonly count: number;
  readonly start: Vector;
  readonly across: Vector;
  readonly down: Vector;
  readonly through: Vector;
  /** Millimetres of a step across, down and through. */
  readonly stepsMm: Vector;
  /** Millimetres between the columns of the stack's own images: what a brush of so many pixels measures. */
  readonly imagePixelMm: number;
}

const whole = (vector: Vector): Vector => vector.map((value) => Math.round(value) + 0) as unknown as Vector;

/** Picture `at` of a stack of planes as voxels of the volume; null where its pixels are no voxels. */
export function voxelPlane(grid: MprGrid, planes: PlaneStack, at: number): VoxelPlane | null {
  const inverse = planes.onGrid ? inverseAffine(grid.affine) : null;
  if (!inverse) return null;
  const toVoxel = compose(inverse, planes.affine);
  const step = (axis: 0 | 1 | 2) => length(affineColumn(planes.affine, axis));
  return {
    columns: planes.columns,
    rows: planes.rows,
    at,
    count: planes.count,
    start: whole(applyTo(toVoxel, [0, 0, at])),
    across: whole(affineColumn(toVoxel, 0)),
    down: whole(affineColumn(toVoxel, 1)),
    through: whole(affineColumn(toVoxel, 2)),
    stepsMm: [step(0), step(1), step(2)],
    imagePixelMm: length(affineColumn(grid.affine, 0)),
  };
}

const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.round(value)));

/** The voxel (column, row, slice) under a point of the picture; the nearest one for points beyond its edge. */
export function voxelAt(plane: VoxelPlane, [x, y]: PointImage): Vector {
  const across = plus(plane.start, plane.across, clamp(x, plane.columns));
  return plus(across, plane.down, clamp(y, plane.rows));
}
