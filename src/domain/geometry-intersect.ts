import type { PointImage } from "./annotation.ts";
import { ringArea } from "./geometry.ts";

/** Where two segments cross inside both; null if they do not, or only touch at their ends. */
function crossing(a: PointImage, b: PointImage, c: PointImage, d: PointImage): PointImage | null {
  const rx = b[0] - a[0];
  const ry = b[1] - a[1];
  const sx = d[0] - c[0];
  const sy = d[1] - c[1];
  const det = rx * sy - ry * sx;
  if (det === 0) return null;
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det;
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det;
  return t > 0 && t < 1 && u > 0 && u < 1 ? [a[0] + t * rx, a[1] + t * ry] : null;
}

interface Crossing {
  readonly first: number;
  readonly second: number;
  readonly point: PointImage;
}

/** The first pair of edges of a ring (or open line) that cross, by index of their first vertices. */
export function findSelfCrossing(points: readonly PointImage[], closed = true): Crossing | null {
  const edges = closed ? points.length : points.length - 1;
  for (let first = 0; first < edges; first++) {
    for (let second = first + 2; second < edges; second++) {
      const a = points[first];
      const b = points[first + 1];
      const c = points[second];
      const d = points[(second + 1) % points.length];
      const point = a && b && c && d ? crossing(a, b, c, d) : null;
      if (point) return { first, second, point };
    }
  }
  return null;
}

/** Whether a ring crosses itself. */
export const selfIntersects = (ring: readonly PointImage[]): boolean => findSelfCrossing(ring) !== null;

/**
 * Cuts off loops that hold less than `smallFraction` of the whole, as the little curl where a freehand outline closes.
 * A ring that crosses itself in a bigger way comes back with that crossing left in.
 */
export function dropSmallLoops(ring: readonly PointImage[], smallFraction: number): PointImage[] {
  let rest = [...ring];
  for (let cross = findSelfCrossing(rest); cross; cross = findSelfCrossing(rest)) {
    const { first, second, point } = cross;
    const inner = [point, ...rest.slice(first + 1, second + 1)];
    const outer = [...rest.slice(0, first + 1), point, ...rest.slice(second + 1)];
    const [small, big] =
      Math.abs(ringArea(inner)) < Math.abs(ringArea(outer)) ? [inner, outer] : [outer, inner];
    if (Math.abs(ringArea(small)) > smallFraction * Math.abs(ringArea(big))) break;
    rest = big;
  }
  return rest;
}
