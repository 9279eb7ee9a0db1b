import type { Geometry, PointImage } from "./annotation.ts";
import { jointPoints } from "./geometry.ts";
import { jointLines } from "./keypoints.ts";

/** Distance between two points in pixels. */
export const distance = ([x1, y1]: PointImage, [x2, y2]: PointImage): number => Math.hypot(x2 - x1, y2 - y1);

/** Distance from a point to the segment a–b. */
export function distanceToSegment([x, y]: PointImage, [ax, ay]: PointImage, [bx, by]: PointImage): number {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** The edge of a line or ring that is nearest to a point: index of its first vertex, and the distance. */
export function nearestEdge(
  point: PointImage,
  points: readonly PointImage[],
  closed: boolean,
): { readonly index: number; readonly distance: number } | null {
  let best: { index: number; distance: number } | null = null;
  const edges = closed ? points.length : points.length - 1;
  for (let index = 0; index < edges; index++) {
    const a = points[index];
    const b = points[(index + 1) % points.length];
    if (!a || !b) continue;
    const far = distanceToSegment(point, a, b);
    if (!best || far < best.distance) best = { index, distance: far };
  }
  return best;
}

/** Even-odd test of a point against rings. */
export function isInside([x, y]: PointImage, rings: readonly (readonly PointImage[])[]): boolean {
  let inside = false;
  for (const ring of rings) {
    let [x1, y1] = ring.at(-1) ?? [0, 0];
    for (const [x2, y2] of ring) {
      if (y1 <= y !== y2 <= y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
      [x1, y1] = [x2, y2];
    }
  }
  return inside;
}

/** Corners of a box or points of an ellipse's outline, as a ring. */
export function outlineOf(geometry: Extract<Geometry, { type: "box" | "ellipse" }>): PointImage[] {
  if (geometry.type === "box") {
    const [xMin, yMin, xMax, yMax] = geometry.boxImage;
    return [
      [xMin, yMin],
      [xMax, yMin],
      [xMax, yMax],
      [xMin, yMax],
    ];
  }
  const { centerImage, radiiImage, angleRad } = geometry;
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return Array.from({ length: 64 }, (_, index): PointImage => {
    const turn = (index * Math.PI) / 32;
    const u = radiiImage[0] * Math.cos(turn);
    const v = radiiImage[1] * Math.sin(turn);
    return [centerImage[0] + u * cos - v * sin, centerImage[1] + u * sin + v * cos];
  });
}

/** How a point lies to a vector geometry: distance to its outline, and whether it is in its fill. Null for masks. */
export function distanceToGeometry(
  point: PointImage,
  geometry: Geometry,
): { readonly edge: number; readonly inside: boolean } | null {
  const toLine = (points: readonly PointImage[], closed: boolean) =>
    nearestEdge(point, points, closed)?.distance ?? Number.POSITIVE_INFINITY;
  switch (geometry.type) {
    case "mask":
      return null;
    case "point":
      return { edge: distance(point, geometry.pointImage), inside: false };
    case "box":
    case "ellipse": {
      const ring = outlineOf(geometry);
      return { edge: toLine(ring, true), inside: isInside(point, [ring]) };
    }
    case "polygon": {
      const rings = [geometry.pointsImage, ...(geometry.holes ?? [])];
      return { edge: Math.min(...rings.map((ring) => toLine(ring, true))), inside: isInside(point, rings) };
    }
    case "polyline":
    case "length":
    case "angle":
      return { edge: toLine(geometry.pointsImage, false), inside: false };
    case "keypoints": {
      const away = [
        ...jointPoints(geometry.joints).map((joint) => distance(point, joint)),
        ...jointLines(geometry).map((line) => toLine(line, false)),
      ];
      return { edge: Math.min(Number.POSITIVE_INFINITY, ...away), inside: false };
    }
    case "bidirectional":
    case "cobb": {
      const [a, b, c, d] = geometry.pointsImage;
      return { edge: Math.min(toLine([a, b], false), toLine([c, d], false)), inside: false };
    }
  }
}
