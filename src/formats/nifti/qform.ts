import type { Three, VolumeAffine } from "../raw/raw-image.ts";
import { crossOf, lengthOf, scaled } from "../raw/vectors.ts";

/** A rotation as NIfTI holds it: the last three parts of a unit quaternion, and which way the third axis goes. */
export interface Qform {
  readonly quatern: Three;
  readonly handedness: 1 | -1;
}

const dot = (a: Three, b: Three) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Unit quaternion (a, b, c, d) of a rotation given by its columns, by its largest part; a ≥ 0 (nifti1.h, method 2). */
function quaternion(x: Three, y: Three, z: Three): readonly [number, number, number, number] {
  const squares = [
    1 + x[0] + y[1] + z[2],
    1 + x[0] - y[1] - z[2],
    1 - x[0] + y[1] - z[2],
    1 - x[0] - y[1] + z[2],
  ];
  const largest = squares.indexOf(Math.max(...squares));
  const part = Math.sqrt(squares[largest] ?? 1) / 2;
  const by = (value: number) => value / (4 * part);
  const [yz, zx, xy] = [y[2] - z[1], z[0] - x[2], x[1] - y[0]];
  const [xyPlus, zxPlus, yzPlus] = [x[1] + y[0], z[0] + x[2], y[2] + z[1]];
  if (largest === 0) return [part, by(yz), by(zx), by(xy)];
  if (largest === 1) return [by(yz), part, by(xyPlus), by(zxPlus)];
  if (largest === 2) return [by(zx), by(xyPlus), part, by(yzPlus)];
  return [by(xy), by(zxPlus), by(yzPlus), part];
}

/** Farther off at the last voxel than this, a quaternion says another place than the sform. */
const mostMm = 1e-3;

/** Below this some readers (nibabel) take the square of the first part for a rounding error, and the part for 0. */
const leastSquare = 1e-6;

/** First parts that readers may find to three 32-bit ones. */
function firstParts([b, c, d]: Three): readonly number[] {
  const square = 1 - b * b - c * c - d * d;
  return [Math.sqrt(Math.max(0, square)), ...(square < leastSquare ? [0] : [])];
}

/** The columns of the rotation of a quaternion. */
function rotationOf(a: number, [b, c, d]: Three): readonly [Three, Three, Three] {
  return [
    [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
    [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
    [2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b],
  ];
}

/**
 * The rotation of a grid (RAS) of `sizes` voxels, or null where a qform would say another place: its axes are not square to each other
 * (shear), or it is so near a half turn that 32-bit numbers lose the first part of the quaternion.
 */
export function qformOf({ i, j, k }: VolumeAffine, sizes: Three): Qform | null {
  const unit = (axis: Three) => scaled(axis, 1 / lengthOf(axis));
  const axes = [unit(i), unit(j), unit(k)] as const;
  const [x, y, z] = axes;
  if (Math.max(Math.abs(dot(x, y)), Math.abs(dot(x, z)), Math.abs(dot(y, z))) > 1e-4) return null;
  const handedness = dot(crossOf(x, y), z) > 0 ? 1 : -1;
  const [a, b, c, d] = quaternion(x, y, scaled(z, handedness));
  const sign = a < 0 ? -1 : 1;
  const quatern: Three = [Math.fround(sign * b), Math.fround(sign * c), Math.fround(sign * d)];
  const reach = [lengthOf(i), lengthOf(j), lengthOf(k)].map((step, axis) => step * ((sizes[axis] ?? 1) - 1));
  const off = (first: number) => {
    const [qx, qy, qz] = rotationOf(first, quatern);
    const read = [qx, qy, scaled(qz, handedness)] as const;
    return reach.reduce((sum, mm, axis) => {
      const [wish, found] = [axes[axis] ?? x, read[axis] ?? x];
      return sum + mm * Math.hypot(wish[0] - found[0], wish[1] - found[1], wish[2] - found[2]);
    }, 0);
  };
  return firstParts(quatern).every((first) => off(first) <= mostMm) ? { quatern, handedness } : null;
}
