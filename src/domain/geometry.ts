import type { BoxImage, Geometry, Joint, PointImage } from "./annotation.ts";

/** From pointImage (centre of the first pixel is 0, 0) to pixel edges (its corner is 0, 0): SCOORD, COCO, YOLO (E2). */
export const toPixelEdge = ([x, y]: PointImage): PointImage => [x + 0.5, y + 0.5];

/** From pixel edges (corner of the first pixel is 0, 0) to pointImage (E2). */
export const fromPixelEdge = ([x, y]: PointImage): PointImage => [x - 0.5, y - 0.5];

/** The nearest point inside the image. */
export function clampToImage([x, y]: PointImage, columns: number, rows: number): PointImage {
  return [Math.min(Math.max(x, -0.5), columns - 0.5), Math.min(Math.max(y, -0.5), rows - 0.5)];
}

/** Smallest box around points; null without any. */
export function boundsOfPoints(points: readonly PointImage[]): BoxImage | null {
  const first = points[0];
  if (!first) return null;
  let [xMin, yMin] = first;
  let [xMax, yMax] = first;
  for (const [x, y] of points) {
    xMin = Math.min(xMin, x);
    yMin = Math.min(yMin, y);
    xMax = Math.max(xMax, x);
    yMax = Math.max(yMax, y);
  }
  return [xMin, yMin, xMax, yMax];
}

/** Where the points of a skeleton lie that are in the image. */
export const jointPoints = (joints: readonly Joint[]): PointImage[] =>
  joints.flatMap((joint) => (joint.state === "absent" ? [] : [joint.pointImage]));

/** Smallest box around a vector geometry; null for masks, whose pixels lie in tiles. */
export function boundsOf(geometry: Geometry): BoxImage | null {
  switch (geometry.type) {
    case "mask":
      return null;
    case "box":
      return geometry.boxImage;
    case "point":
      return boundsOfPoints([geometry.pointImage]);
    case "ellipse": {
      const { centerImage, radiiImage, angleRad } = geometry;
      const cos = Math.cos(angleRad);
      const sin = Math.sin(angleRad);
      const halfX = Math.hypot(radiiImage[0] * cos, radiiImage[1] * sin);
      const halfY = Math.hypot(radiiImage[0] * sin, radiiImage[1] * cos);
      const [x, y] = centerImage;
      return [x - halfX, y - halfY, x + halfX, y + halfY];
    }
    case "polygon":
    case "polyline":
    case "length":
    case "angle":
    case "bidirectional":
    case "cobb":
      return boundsOfPoints(geometry.pointsImage);
    case "keypoints":
      return boundsOfPoints(jointPoints(geometry.joints));
  }
}

/** Signed area of a ring in square pixels (shoelace); positive when it turns from +x to +y. */
export function ringArea(ring: readonly PointImage[]): number {
  let sum = 0;
  let [x1, y1] = ring.at(-1) ?? [0, 0];
  for (const [x2, y2] of ring) {
    sum += x1 * y2 - x2 * y1;
    [x1, y1] = [x2, y2];
  }
  return sum / 2;
}

/** Area of a closed vector geometry in square pixels; 0 for lines and points; null for masks. */
export function areaOf(geometry: Geometry): number | null {
  switch (geometry.type) {
    case "mask":
      return null;
    case "polygon": {
      const holes = (geometry.holes ?? []).reduce((sum, ring) => sum + Math.abs(ringArea(ring)), 0);
      return Math.abs(ringArea(geometry.pointsImage)) - holes;
    }
    case "box": {
      const [xMin, yMin, xMax, yMax] = geometry.boxImage;
      return (xMax - xMin) * (yMax - yMin);
    }
    case "ellipse":
      return Math.PI * geometry.radiiImage[0] * geometry.radiiImage[1];
    case "polyline":
    case "point":
    case "length":
    case "angle":
    case "bidirectional":
    case "cobb":
    case "keypoints":
      return 0;
  }
}

/** A vector geometry moved by whole or part pixels; masks are moved pixel by pixel elsewhere and come back as they are. */
export function translateGeometry(geometry: Geometry, deltaX: number, deltaY: number): Geometry {
  const move = ([x, y]: PointImage): PointImage => [x + deltaX, y + deltaY];
  switch (geometry.type) {
    case "mask":
      return geometry;
    case "box": {
      const [xMin, yMin, xMax, yMax] = geometry.boxImage;
      return { ...geometry, boxImage: [xMin + deltaX, yMin + deltaY, xMax + deltaX, yMax + deltaY] };
    }
    case "point":
      return { ...geometry, pointImage: move(geometry.pointImage) };
    case "ellipse":
      return { ...geometry, centerImage: move(geometry.centerImage) };
    case "polygon": {
      const moved = { ...geometry, pointsImage: geometry.pointsImage.map(move) };
      return geometry.holes ? { ...moved, holes: geometry.holes.map((ring) => ring.map(move)) } : moved;
    }
    case "polyline":
      return { ...geometry, pointsImage: geometry.pointsImage.map(move) };
    case "length": {
      const [a, b] = geometry.pointsImage;
      return { ...geometry, pointsImage: [move(a), move(b)] };
    }
    case "angle": {
      const [a, b, c] = geometry.pointsImage;
      return { ...geometry, pointsImage: [move(a), move(b), move(c)] };
    }
    case "bidirectional":
    case "cobb": {
      const [a, b, c, d] = geometry.pointsImage;
      return { ...geometry, pointsImage: [move(a), move(b), move(c), move(d)] };
    }
    case "keypoints":
      return {
        ...geometry,
        joints: geometry.joints.map((joint) =>
          joint.state === "absent" ? joint : { ...joint, pointImage: move(joint.pointImage) },
        ),
      };
  }
}

/** The move, cut so that a box stays inside the image. */
export function clampMove(
  [xMin, yMin, xMax, yMax]: BoxImage,
  [deltaX, deltaY]: PointImage,
  columns: number,
  rows: number,
): PointImage {
  const limit = (delta: number, low: number, high: number) =>
    Math.max(Math.min(delta, high), Math.min(low, 0));
  return [
    limit(deltaX, -0.5 - xMin, Math.max(0, columns - 0.5 - xMax)),
    limit(deltaY, -0.5 - yMin, Math.max(0, rows - 0.5 - yMax)),
  ];
}
