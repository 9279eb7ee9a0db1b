import type { PointImage } from "../annotation.ts";
import type { PixelSize } from "./pixel-size.ts";

type Vector = readonly [x: number, y: number];

const cross = ([ax, ay]: Vector, [bx, by]: Vector) => ax * by - ay * bx;
const minus = ([ax, ay]: Vector, [bx, by]: Vector): Vector => [ax - bx, ay - by];

/** On which side of the line from `a` to `b` a point lies: the sign says it, 0 is on the line. */
const sideOf = (a: Vector, b: Vector, point: Vector) => cross(minus(b, a), minus(point, a));

/**
 * Cobb angle between the lines a–b and c–d (pointImage), in degrees, in millimetre space, so that unequal spacings do not bend it. Which end of
 * a line was drawn first does not count: its ends are paired so that what joins the pairs does not cross, as the end plates of one spine do not,
 * which is how curves of more than 90° keep their angle. Where the lines lie in each other's way that says nothing, and the acute angle counts.
 * Null where a line has no length.
 */
export function cobbDegrees(
  points: readonly [PointImage, PointImage, PointImage, PointImage],
  size: PixelSize,
): number | null {
  const [a, b, c, d] = points.map(([x, y]): Vector => [x * size.columnMm, y * size.rowMm]);
  if (!a || !b || !c || !d) return null;
  const [u, v] = [minus(b, a), minus(d, c)];
  if (Math.hypot(...u) === 0 || Math.hypot(...v) === 0) return null;
  const acute = (Math.atan2(Math.abs(cross(u, v)), Math.abs(u[0] * v[0] + u[1] * v[1])) * 180) / Math.PI;
  const apart = sideOf(a, b, c) * sideOf(a, b, d) > 0 && sideOf(c, d, a) * sideOf(c, d, b) > 0;
  if (!apart) return acute;
  // Two segments cross when each has the ends of the other on both sides.
  const crossed = sideOf(a, c, b) * sideOf(a, c, d) < 0 && sideOf(b, d, a) * sideOf(b, d, c) < 0;
  const along = (u[0] * v[0] + u[1] * v[1]) * (crossed ? -1 : 1);
  return along < 0 ? 180 - acute : acute;
}
