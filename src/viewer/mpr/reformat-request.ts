import { affineColumn, applyTo, compose, inverseAffine, turnBy } from "../../domain/affine-maths.ts";
import type { PlaneStack } from "../../domain/mpr/plane-stack.ts";
import { cross, dot, length, times, unit, type Vector } from "../../domain/vector.ts";
import type { Volume } from "./volume.ts";

/** What of a slab is seen at each pixel. */
export type SlabMode = "slice" | "mip" | "minip" | "mean";

/** Thickness in mm; of no meaning for `slice`. */
export interface Slab {
  readonly mode: SlabMode;
  readonly thicknessMm: number;
}

/** Thinnest and thickest slab (viewer-and-tools 3.2). */
export const slabRange = { min: 1, max: 50 } as const;

/** One picture to be made, in voxels of the volume: pixel (x, y) lies at `start + x · across + y · down`. */
export interface ReformatRequest {
  readonly columns: number;
  readonly rows: number;
  readonly start: Vector;
  readonly across: Vector;
  readonly down: Vector;
  /** From one sample of the slab to the next; `samples` is odd, the middle one lies in the plane. */
  readonly through: Vector;
  readonly samples: number;
  readonly mode: SlabMode;
}

/** Samples of a picture that the processor makes without a hand feeling it. */
const quickSamples = 4e6;

/** The same slab in fewer samples, to be seen until the whole is made; null where the whole is quick enough. */
export function roughRequest(request: ReformatRequest): ReformatRequest | null {
  const { columns, rows, samples, through } = request;
  if (columns * rows * samples <= quickSamples) return null;
  const half = (samples - 1) / 2;
  const stride = Math.ceil(half / 3);
  if (stride < 2) return null;
  return { ...request, through: times(through, stride), samples: 2 * Math.floor(half / stride) + 1 };
}

const near = 1e-4;

/** Rounding noise of a plane that lies on the voxels is taken away: such a picture needs no interpolation. */
const settled = (vector: Vector): Vector => {
  const whole = vector.map(Math.round) as unknown as Vector;
  return vector.every((value, at) => Math.abs(value - (whole[at] ?? 0)) < near) ? whole : vector;
};

/** The picture `at` of a stack of planes through a volume. Null where the volume has no inverse. */
export function reformatRequest(
  volume: Volume,
  planes: PlaneStack,
  at: number,
  slab: Slab,
): ReformatRequest | null {
  const inverse = inverseAffine(volume.affine);
  if (inverse === null) return null;
  const toVoxel = compose(inverse, planes.affine);
  const [column, row] = [affineColumn(planes.affine, 0), affineColumn(planes.affine, 1)];
  const normal = unit(cross(column, row));
  const step = affineColumn(planes.affine, 2);
  // Slices of a tilted stack are sheared: a slab is measured and sampled square to its plane.
  const straight = Math.abs(dot(unit(step), normal)) > 1 - 1e-6;
  const stepMm = straight
    ? length(step) * volume.factor
    : Math.min(length(column), length(row)) * volume.factor;
  const each = Math.floor(slab.thicknessMm / 2 / stepMm + 1e-6);
  const way = times(normal, straight ? Math.sign(dot(step, normal)) * stepMm : stepMm);
  return {
    columns: planes.columns,
    rows: planes.rows,
    start: settled(applyTo(toVoxel, [0, 0, at])),
    across: settled(affineColumn(toVoxel, 0)),
    down: settled(affineColumn(toVoxel, 1)),
    through: settled(turnBy(inverse, way)),
    samples: slab.mode === "slice" ? 1 : 2 * each + 1,
    mode: slab.mode,
  };
}
