import { affineOf, applyTo, inverseAffine, turnBy } from "../../domain/affine-maths.ts";
import type { PlaneFacts } from "../../domain/image-facts.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { Affine } from "../../domain/series-affine.ts";
import type { VolumeAffine } from "../../formats/raw/raw-image.ts";

/** A volume of whole numbers, voxel after voxel, columns first. */
export interface MaskVolume {
  readonly size: readonly [columns: number, rows: number, slices: number];
  readonly values: ArrayLike<number>;
}

/** Where the pixels of a frame lie in a volume: whole voxels, in steps of whole voxels. */
export interface FrameMap {
  readonly origin: number;
  readonly across: number;
  readonly down: number;
}

/** How far a pixel may lie from the middle of a voxel, in voxels. */
const slack = 0.1;

/** The map from mm (LPS) to voxels; null for a grid without a depth. */
export const toVoxels = ({ i, j, k, origin }: VolumeAffine): Affine | null =>
  inverseAffine(affineOf(i, j, k, origin));

/**
 * The voxels of a frame, also where the volume is flipped or its axes stand in another order; null where its pixels are no voxels of the
 * volume. `spacingMm`: between rows, between columns.
 */
export function mapFrame(
  toVoxel: Affine,
  [columns, rows, slices]: MaskVolume["size"],
  plane: PlaneFacts,
  spacingMm: readonly [number, number],
  width: number,
  height: number,
): FrameMap | null {
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  const [down, across] = spacingMm;
  const [px, py, pz] = plane.positionMm;
  const first = applyTo(toVoxel, [px, py, pz]);
  const step = turnBy(toVoxel, [rx * across, ry * across, rz * across]);
  const line = turnBy(toVoxel, [cx * down, cy * down, cz * down]);
  const strides = [1, columns, columns * rows] as const;
  const size = [columns, rows, slices] as const;
  for (const [x, y] of [
    [0, 0],
    [width - 1, 0],
    [0, height - 1],
    [width - 1, height - 1],
  ] as const)
    for (const axis of [0, 1, 2] as const) {
      const place = first[axis] + x * step[axis] + y * line[axis];
      const whole = Math.round(first[axis]) + x * Math.round(step[axis]) + y * Math.round(line[axis]);
      if (Math.abs(place - whole) > slack || whole < 0 || whole >= size[axis]) return null;
    }
  const flat = (vector: readonly number[]) =>
    vector.reduce((sum, value, axis) => sum + Math.round(value) * (strides[axis] ?? 0), 0);
  return { origin: flat(first), across: flat(step), down: flat(line) };
}

/** The pixels of a frame by the value of their voxel; zero is left out. */
export function spansByValue(
  { values }: MaskVolume,
  { origin, across, down }: FrameMap,
  width: number,
  height: number,
): Map<number, PixelSpan[]> {
  const found = new Map<number, PixelSpan[]>();
  for (let y = 0; y < height; y++) {
    const at = (x: number) => (x < width ? (values[origin + x * across + y * down] ?? 0) : Number.NaN);
    for (let x = 0; x < width; ) {
      const value = at(x);
      const from = x++;
      while (at(x) === value) x++;
      if (value === 0) continue;
      const spans = found.get(value) ?? [];
      found.set(value, spans);
      spans.push([y, from, x]);
    }
  }
  return found;
}
