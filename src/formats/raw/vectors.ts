import type { Three, VolumeAffine } from "./raw-image.ts";

/** Length of a vector. */
export const lengthOf = (v: Three) => Math.hypot(...v);

/** `v` times `factor`. */
export const scaled = (v: Three, factor: number): Three => [v[0] * factor, v[1] * factor, v[2] * factor];

/** Cross product. */
export const crossOf = (a: Three, b: Three): Three => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const dot = (a: Three, b: Three) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** RAS to LPS or back: the first two axes point the other way. */
export const flipped = ({ i, j, k, origin }: VolumeAffine): VolumeAffine => {
  const flip = ([x, y, z]: Three): Three => [-x || 0, -y || 0, z || 0];
  return { i: flip(i), j: flip(j), k: flip(k), origin: flip(origin) };
};

/**
 * Whether a frame can stand on these axes: finite, of some length, no two of them nearly along each other. Rows and columns must be
 * square to 1e-2, as for every plane here (`plane-facts.ts`); the slice axis may lean.
 */
export function isUsable({ i, j, k, origin }: VolumeAffine): boolean {
  if (![...i, ...j, ...k, ...origin].every(Number.isFinite)) return false;
  const [a, b, c] = [lengthOf(i), lengthOf(j), lengthOf(k)];
  if (Math.min(a, b, c) < 1e-9) return false;
  const lean = Math.abs(dot(crossOf(i, j), k)) / (a * b * c);
  return Math.abs(dot(i, j)) / (a * b) < 1e-2 && lean > 1e-3;
}
