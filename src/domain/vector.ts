/** Three numbers in patient millimetres (LPS) or in voxels. */
export type Vector = readonly [x: number, y: number, z: number];

/** Scalar product. */
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** `a + scale · b`. */
export const plus = (a: Vector, b: Vector, scale = 1): Vector => [
  a[0] + scale * b[0],
  a[1] + scale * b[1],
  a[2] + scale * b[2],
];

/** `scale · a`. */
export const times = (a: Vector, scale: number): Vector => [a[0] * scale, a[1] * scale, a[2] * scale];

/** Cross product. */
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Length. */
export const length = (a: Vector): number => Math.hypot(a[0], a[1], a[2]);

/** The same direction, one long. */
export const unit = (a: Vector): Vector => times(a, 1 / (length(a) || 1));
