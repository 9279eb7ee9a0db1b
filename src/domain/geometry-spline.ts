import type { PointImage } from "./annotation.ts";

/** Distance of knots: centripetal, so that close control points make no loops (Yuksel, Schaefer and Keyser 2011). */
const knot = ([ax, ay]: PointImage, [bx, by]: PointImage): number =>
  Math.max(1e-6, Math.sqrt(Math.hypot(bx - ax, by - ay)));

const mix = ([ax, ay]: PointImage, [bx, by]: PointImage, a: number, b: number): PointImage => [
  ax * a + bx * b,
  ay * a + by * b,
];

/** A point between `p1` and `p2` of the Catmull-Rom curve (Barry and Goldman 1988); `part` 0–1. */
function pointBetween(
  p0: PointImage,
  p1: PointImage,
  p2: PointImage,
  p3: PointImage,
  part: number,
): PointImage {
  const t1 = knot(p0, p1);
  const t2 = t1 + knot(p1, p2);
  const t3 = t2 + knot(p2, p3);
  const t = t1 + part * (t2 - t1);
  const between = (a: PointImage, b: PointImage, from: number, to: number) =>
    mix(a, b, (to - t) / (to - from), (t - from) / (to - from));
  const a1 = between(p0, p1, 0, t1);
  const a2 = between(p1, p2, t1, t2);
  const a3 = between(p2, p3, t2, t3);
  return between(between(a1, a2, 0, t2), between(a2, a3, t1, t3), t1, t2);
}

/** The smooth line through control points, a point every `stepPx` pixels or less; closed: back to the first, which is not repeated. */
export function splineThrough(points: readonly PointImage[], closed: boolean, stepPx = 1): PointImage[] {
  const distinct = points.filter(
    (point, at) => at === 0 || point.some((value, axis) => value !== points[at - 1]?.[axis]),
  );
  const count = distinct.length;
  const [first] = distinct;
  const last = distinct.at(-1);
  if (count < 3 || !first || !last) return [...distinct];
  // Ends are mirrored: the curve begins and ends straight.
  const control = (at: number): PointImage => {
    if (closed) return distinct[(at + count) % count] ?? first;
    if (at < 0) return mix(first, distinct[1] ?? first, 2, -1);
    return at >= count ? mix(last, distinct[count - 2] ?? last, 2, -1) : (distinct[at] ?? last);
  };
  const line: PointImage[] = [];
  const pieces = closed ? count : count - 1;
  for (let at = 0; at < pieces; at++) {
    const [a, b] = [control(at), control(at + 1)];
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / stepPx));
    for (let step = 0; step < steps; step++)
      line.push(pointBetween(control(at - 1), a, b, control(at + 2), step / steps));
  }
  return closed ? line : [...line, last];
}
