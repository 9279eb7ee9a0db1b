import type { Geometry, PointImage } from "../annotation.ts";
import { areaOf, jointPoints } from "../geometry.ts";
import { outlineOf } from "../geometry-distance.ts";
import type { ImageFacts } from "../image-facts.ts";
import { cobbDegrees } from "./cobb.ts";
import {
  type CalibratedSize,
  type Calibration,
  type PixelSize,
  pixelShapeFor,
  pixelSizeFor,
} from "./pixel-size.ts";

/** What the millimetres of a frame mean; the part of its facts that measuring needs. */
export type MeasureFacts = Pick<ImageFacts, "spacingMm" | "spacingKind" | "regions" | "aspect">;

/** Only what measuring needs, so that a saved stroke holds no more. */
export function pickMeasureFacts({ spacingMm, spacingKind, regions, aspect }: MeasureFacts): MeasureFacts {
  return {
    spacingKind,
    ...(spacingMm ? { spacingMm } : {}),
    ...(regions ? { regions } : {}),
    ...(aspect ? { aspect } : {}),
  };
}

/** A measurement of a shape: lengths in mm and areas in mm², or pixels and square pixels where `calibration` is `none`. */
export type Measurement = { readonly calibration: Calibration } & (
  | { readonly kind: "length"; readonly length: number }
  /** 0–180, in millimetre space, so that unequal spacings do not bend it. */
  | { readonly kind: "angle"; readonly degrees: number }
  | { readonly kind: "bidirectional"; readonly long: number; readonly short: number }
  /** `perimeter` of outer and inner outlines; null for masks. */
  | { readonly kind: "area"; readonly area: number; readonly perimeter: number | null }
);

/** Distance of two points (pointImage) in mm of the given pixel size. */
export function distanceMm([ax, ay]: PointImage, [bx, by]: PointImage, size: PixelSize): number {
  return Math.hypot((bx - ax) * size.columnMm, (by - ay) * size.rowMm);
}

/** Angle at `vertex` between the arms to `a` and `b`, in degrees, measured in millimetre space; 0 where an arm has no length. */
export function angleDegrees(a: PointImage, vertex: PointImage, b: PointImage, size: PixelSize): number {
  const arm = ([x, y]: PointImage) =>
    [(x - vertex[0]) * size.columnMm, (y - vertex[1]) * size.rowMm] as const;
  const [ux, uy] = arm(a);
  const [vx, vy] = arm(b);
  return (Math.abs(Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy)) * 180) / Math.PI;
}

function pathMm(points: readonly PointImage[], closed: boolean, size: PixelSize): number {
  const ends = closed ? [...points, ...points.slice(0, 1)] : points;
  return ends.slice(1).reduce((sum, point, at) => sum + distanceMm(ends[at] ?? point, point, size), 0);
}

/**
 * Perimeter of an ellipse with semi-axes `a` and `b` (Ramanujan 1914, second formula: relative error below 5e-4 at any ratio).
 * The semi-axes are those in millimetre space, which is why an outline of 64 points is measured where spacings differ.
 */
function ellipsePerimeter(a: number, b: number): number {
  const h = ((a - b) / (a + b)) ** 2;
  return Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
}

function perimeterMm(geometry: Geometry, size: CalibratedSize): number {
  switch (geometry.type) {
    case "polygon":
      return [geometry.pointsImage, ...(geometry.holes ?? [])].reduce(
        (sum, ring) => sum + pathMm(ring, true, size),
        0,
      );
    case "ellipse":
      return size.rowMm === size.columnMm
        ? ellipsePerimeter(geometry.radiiImage[0], geometry.radiiImage[1]) * size.rowMm
        : pathMm(outlineOf(geometry), true, size);
    case "box":
      return pathMm(outlineOf(geometry), true, size);
    default:
      return 0;
  }
}

/** Points that must share a calibration: those of the shape, for closed curves the corners of its outline. */
function pointsOf(geometry: Geometry): readonly PointImage[] {
  switch (geometry.type) {
    case "mask":
      return [];
    case "point":
      return [geometry.pointImage];
    case "keypoints":
      return jointPoints(geometry.joints);
    case "box":
    case "ellipse":
      return outlineOf(geometry);
    default:
      return geometry.pointsImage;
  }
}

/** What can be measured of a vector shape; null for points, skeletons, lines without a length, and for masks, whose pixels are counted (`measureMask`). */
export function measureShape(geometry: Geometry, facts: MeasureFacts): Measurement | null {
  if (geometry.type === "mask" || geometry.type === "point" || geometry.type === "keypoints") return null;
  const size = pixelSizeFor(facts, pointsOf(geometry));
  const { calibration } = size;
  switch (geometry.type) {
    case "length":
    case "polyline":
      return { kind: "length", length: pathMm(geometry.pointsImage, false, size), calibration };
    case "angle": {
      const [a, vertex, b] = geometry.pointsImage;
      const shape = pixelShapeFor(facts, geometry.pointsImage);
      return { kind: "angle", degrees: angleDegrees(a, vertex, b, shape), calibration };
    }
    case "cobb": {
      const degrees = cobbDegrees(geometry.pointsImage, pixelShapeFor(facts, geometry.pointsImage));
      return degrees === null ? null : { kind: "angle", degrees, calibration };
    }
    case "bidirectional": {
      const [a, b, c, d] = geometry.pointsImage;
      const [one, other] = [distanceMm(a, b, size), distanceMm(c, d, size)];
      return { kind: "bidirectional", long: Math.max(one, other), short: Math.min(one, other), calibration };
    }
    case "polygon":
    case "box":
    case "ellipse": {
      const area = (areaOf(geometry) ?? 0) * size.rowMm * size.columnMm;
      return { kind: "area", area, perimeter: perimeterMm(geometry, size), calibration };
    }
  }
}

/** Area of `pixels` pixels of a mask, calibrated by the points given (its corners). */
export function measureMask(
  pixels: number,
  corners: readonly PointImage[],
  facts: MeasureFacts,
): Measurement {
  const size = pixelSizeFor(facts, corners);
  const area = pixels * size.rowMm * size.columnMm;
  return { kind: "area", area, perimeter: null, calibration: size.calibration };
}
