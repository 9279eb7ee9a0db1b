import type { PointImage } from "./annotation.ts";
import { distance, distanceToSegment } from "./geometry-distance.ts";

/** Douglas-Peucker: drops points that lie within `tolerancePx` of the line that stays. Both ends stay. */
export function simplifyLine(points: readonly PointImage[], tolerancePx: number): PointImage[] {
  const keep = new Uint8Array(points.length);
  if (points.length > 0) keep[0] = keep[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const a = points[from];
    const b = points[to];
    let far = tolerancePx;
    let at = -1;
    for (let index = from + 1; index < to && a && b; index++) {
      const point = points[index];
      const off = point ? distanceToSegment(point, a, b) : 0;
      if (off > far) {
        far = off;
        at = index;
      }
    }
    if (at > 0) {
      keep[at] = 1;
      open.push([from, at], [at, to]);
    }
  }
  return points.filter((_, index) => keep[index] === 1);
}

/** The same for a ring: it is cut at the point farthest from the first one, so that no seam stays. */
export function simplifyRing(ring: readonly PointImage[], tolerancePx: number): PointImage[] {
  const first = ring[0];
  if (!first || ring.length < 4) return [...ring];
  const far = ring.reduce((best, point, index) => {
    return distance(point, first) > distance(ring[best] ?? first, first) ? index : best;
  }, 0);
  const there = simplifyLine(ring.slice(0, far + 1), tolerancePx);
  const back = simplifyLine([...ring.slice(far), first], tolerancePx);
  return [...there.slice(0, -1), ...back.slice(0, -1)];
}
