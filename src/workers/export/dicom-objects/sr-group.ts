import type { Geometry, PointImage } from "../../../domain/annotation.ts";
import { toPixelEdge } from "../../../domain/geometry.ts";
import type { SourceFrame } from "../../../formats/dicom/write/image-reference.ts";
import type { SrShape } from "../../../formats/dicom-sr/content-item.ts";
import type { SrEvaluation, SrGroup, SrNumber, SrRegion } from "../../../formats/dicom-sr/sr-input.ts";
import type { DatasetThing } from "../dataset-things.ts";
import type { LabelFacts } from "./label-facts.ts";
import type { LabelNumber } from "./label-numbers.ts";
import type { SegmentPlace } from "./seg-files.ts";

/** Most points of one shape: two numbers of 4 bytes each in an element whose length has 16 bits, and the first point once more. */
const mostPoints = 8000;

/** Whether a report refers to the segment of a label instead of a shape: masks, and what one polyline cannot hold. */
export function bySegment(geometry: Geometry): boolean {
  if (geometry.type === "mask") return true;
  return (
    geometry.type === "polygon" &&
    ((geometry.holes ?? []).length > 0 || geometry.pointsImage.length > mostPoints)
  );
}

/** The shape of a region as PS3.3 C.18.6.1.2 writes it; null for lines and for what lies in a segmentation. */
function regionShape(geometry: Geometry): Pick<SrShape, "graphic" | "pointsEdge"> | null {
  const closed = (points: readonly PointImage[]) => ({
    graphic: "POLYLINE" as const,
    pointsEdge: [...points, ...points.slice(0, 1)].map(toPixelEdge),
  });
  switch (geometry.type) {
    case "point":
      return { graphic: "POINT", pointsEdge: [toPixelEdge(geometry.pointImage)] };
    case "polygon":
      return closed(geometry.pointsImage);
    case "box": {
      const [left, top, right, bottom] = geometry.boxImage;
      return closed([
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ]);
    }
    case "ellipse": {
      const { centerImage, radiiImage, angleRad } = geometry;
      const [x, y] = toPixelEdge(centerImage);
      const end = (radius: number, angle: number): PointImage => [
        x + radius * Math.cos(angle),
        y + radius * Math.sin(angle),
      ];
      const axes = [
        [radiiImage[0], angleRad],
        [radiiImage[1], angleRad + Math.PI / 2],
      ] as const;
      // The ends of the major axis first.
      const ordered = radiiImage[0] >= radiiImage[1] ? axes : axes.toReversed();
      return {
        graphic: "ELLIPSE",
        pointsEdge: ordered.flatMap(([radius, angle]) => [end(radius, angle + Math.PI), end(radius, angle)]),
      };
    }
    default:
      return null;
  }
}

/** The points that a number was measured along. */
function lineOf(geometry: Geometry, line: LabelNumber["line"]): readonly PointImage[] {
  if (
    geometry.type === "length" ||
    geometry.type === "angle" ||
    geometry.type === "cobb" ||
    geometry.type === "polyline"
  )
    return geometry.pointsImage;
  if (geometry.type !== "bidirectional") return [];
  const [a, b, c, d] = geometry.pointsImage;
  return line === "long" ? [a, b] : [c, d];
}

/** A thing as a Measurement Group, on the image of its first slice; `segment` is where its segment lies, for labels that are referred to by it. */
export function srGroup(
  { uid, objects: [object] }: DatasetThing,
  facts: LabelFacts,
  frame: SourceFrame,
  numbers: readonly LabelNumber[],
  segment: SegmentPlace | null,
  evaluations: readonly SrEvaluation[] = [],
): SrGroup {
  const { annotation } = object;
  const shape = segment ? null : regionShape(annotation.geometry);
  const region: SrRegion = segment
    ? {
        kind: "segment",
        sopClassUid: segment.sopClassUid,
        sopUid: segment.sopUid,
        segment: segment.segment,
        sourceSeriesUid: frame.seriesUid,
      }
    : shape
      ? { kind: "shape", shape: { frame, ...shape } }
      : { kind: "lines" };
  return {
    trackingUid: uid,
    trackingId: facts.trackingId,
    category: facts.codes.category,
    finding: facts.codes.type,
    modifier: facts.codes.modifier,
    site: facts.codes.site,
    region,
    numbers: numbers.map(({ line, ...number }): SrNumber => {
      const points = line ? lineOf(annotation.geometry, line) : [];
      const along: SrShape = { frame, graphic: "POLYLINE", pointsEdge: points.map(toPixelEdge) };
      return { ...number, shape: points.length > 0 ? along : null };
    }),
    algorithm: facts.algorithm,
    evaluations,
    isBox: annotation.geometry.type === "box",
  };
}
