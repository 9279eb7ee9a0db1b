import type { Joint, PointImage, Provenance } from "../annotation.ts";
import { canonicalJson } from "../canonical-json.ts";
import { simplifyLine, simplifyRing } from "../geometry-simplify.ts";
import type { Keypoints } from "../keypoints.ts";
import { orderedSpans, spansRle } from "../mask-spans.ts";
import { polygonSpans } from "../rasterize.ts";
import { type LabelObject, labelOfText } from "./label-object.ts";

/** How a kind of label is drawn on the picture of a conflict: one stroke of the pen, or so many taps. */
export type AnewWay =
  | { readonly by: "stroke" }
  /** From one corner, or end, to the other. */
  | { readonly by: "drag" }
  | { readonly by: "taps"; readonly count: number };

const placed = ({ joints }: Keypoints) => joints.filter(({ state }) => state !== "absent");

/** How the label of a conflict is drawn anew. */
export function anewWay(geometry: LabelObject["geometry"]): AnewWay {
  switch (geometry.type) {
    case "mask":
    case "polygon":
    case "polyline":
      return { by: "stroke" };
    case "box":
    case "ellipse":
    case "length":
      return { by: "drag" };
    case "point":
      return { by: "taps", count: 1 };
    case "angle":
      return { by: "taps", count: 3 };
    case "bidirectional":
    case "cobb":
      return { by: "taps", count: 4 };
    // Point by point in the order of the class; each keeps its state, and what is absent stays so.
    case "keypoints":
      return { by: "taps", count: placed(geometry).length };
  }
}

/** Who draws, and on what: the frame's size in pixels. */
export interface DrawnAnew {
  readonly pointsImage: readonly PointImage[];
  readonly columns: number;
  readonly rows: number;
  readonly provenance: Provenance;
}

/** Less than this in both directions is a slip of the pen, in pixels. */
const leastPx = 0.5;
/** Points of a stroke that say nothing more than their neighbours, in pixels. */
const tolerancePx = 0.25;

/** The shape of the kind of `old` that so many points make; null while they make none. */
export function anewGeometry(
  old: LabelObject["geometry"],
  { pointsImage, columns, rows }: Omit<DrawnAnew, "provenance">,
): LabelObject["geometry"] | null {
  const { type } = old;
  const inside = pointsImage.map(
    ([x, y]): PointImage => [
      Math.min(columns - 0.5, Math.max(-0.5, x)),
      Math.min(rows - 0.5, Math.max(-0.5, y)),
    ],
  );
  const [first, second, third, fourth] = inside;
  const last = inside.at(-1);
  if (!first || !last) return null;
  const [xMin, xMax] = [Math.min(first[0], last[0]), Math.max(first[0], last[0])];
  const [yMin, yMax] = [Math.min(first[1], last[1]), Math.max(first[1], last[1])];
  const isWide = xMax - xMin >= leastPx && yMax - yMin >= leastPx;
  switch (type) {
    case "mask": {
      const spans = orderedSpans(polygonSpans([inside], columns, rows));
      return spans.length === 0 ? null : { type, ...spansRle({ columns, rows, spans }) };
    }
    case "polygon": {
      const ring = simplifyRing(inside, tolerancePx);
      // What holds not one pixel is a line.
      return ring.length < 3 || polygonSpans([ring], columns, rows).length === 0
        ? null
        : { type, pointsImage: ring };
    }
    case "polyline": {
      const line = simplifyLine(inside, tolerancePx);
      return line.length < 2 ? null : { type, pointsImage: line };
    }
    case "box":
      return isWide ? { type, boxImage: [xMin, yMin, xMax, yMax] } : null;
    case "ellipse":
      return isWide
        ? {
            type,
            centerImage: [(xMin + xMax) / 2, (yMin + yMax) / 2],
            radiiImage: [(xMax - xMin) / 2, (yMax - yMin) / 2],
            angleRad: 0,
          }
        : null;
    case "length":
      return Math.hypot(xMax - xMin, yMax - yMin) >= leastPx ? { type, pointsImage: [first, last] } : null;
    case "point":
      return { type, pointImage: first };
    case "angle":
      return second && third ? { type, pointsImage: [first, second, third] } : null;
    case "bidirectional":
    case "cobb":
      return second && third && fourth ? { type, pointsImage: [first, second, third, fourth] } : null;
    case "keypoints": {
      const taps = inside.values();
      const joints = old.joints.map((joint): Joint => {
        const pointImage = joint.state === "absent" ? undefined : taps.next().value;
        return joint.state === "absent" || !pointImage ? joint : { ...joint, pointImage };
      });
      return inside.length === placed(old).length ? { ...old, joints } : null;
    }
  }
}

/**
 * The text of a label that a person draws in place of both sides of a conflict: the same thing, class and answers, a new shape by a new hand
 * (sync 3.6). Null while what is drawn is no shape yet.
 */
export function drawnAnew(text: string, drawn: DrawnAnew): string | null {
  const { v, label, geometry: old } = labelOfText(text);
  const geometry = anewGeometry(old, drawn);
  if (!geometry) return null;
  const { provenance } = drawn;
  return canonicalJson({ v, label: { ...label, status: "draft", locked: false, provenance }, geometry });
}

/** Whether a text that was drawn anew is a label of the same thing on the same image as one of the sides that it takes the place of. */
export function isAnewOf(text: string, trackingUid: string, sides: readonly (string | null)[]): boolean {
  const { label } = labelOfText(text);
  return (
    label.instanceUid === trackingUid &&
    sides.some(
      (side) =>
        side !== null && canonicalJson(labelOfText(side).label.target) === canonicalJson(label.target),
    )
  );
}
