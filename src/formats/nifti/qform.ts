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

/** The rotation of a grid (RAS), or null where its axes are not square to each other: a qform cannot hold shear. */
export function qformOf({ i, j, k }: VolumeAffine): Qform | null {
  const unit = (axis: Three) => scaled(axis, 1 / lengthOf(axis));
  const [x, y, z] = [unit(i), unit(j), unit(k)];
  if (Math.max(Math.abs(dot(x, y)), Math.abs(dot(x, z)), Math.abs(dot(y, z))) > 1e-4) return null;
  const right = dot(crossOf(x, y), z) > 0;
  const [a, b, c, d] = quaternion(x, y, right ? z : scaled(z, -1));
  const sign = a < 0 ? -1 : 1;
  return { quatern: [sign * b, sign * c, sign * d], handedness: right ? 1 : -1 };
}
