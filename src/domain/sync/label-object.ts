import type { Annotation, Geometry, PointImage } from "../annotation.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { MaskRle } from "../mask.ts";

type Shape = Exclude<Geometry, { readonly type: "mask" }>;

/**
 * A label as a version holds it: all that was recorded of it, but nothing of how this device keeps or shows it. Masks are runs over the
 * whole frame: layers and mask values are handed out by each device for itself.
 */
export interface LabelObject {
  readonly v: 1;
  readonly label: Omit<Annotation, "v" | "geometry" | "hidden">;
  readonly geometry: Shape | ({ readonly type: "mask" } & MaskRle);
}

/** The canonical text of a label: equal labels give equal texts on every device (RFC 8785). `mask` for labels of pixels. */
export function labelObjectText(annotation: Annotation, mask: MaskRle | null): string {
  const { v, geometry, hidden: _, ...label } = annotation;
  const shape =
    geometry.type === "mask"
      ? { type: "mask" as const, ...(mask ?? { columns: 0, rows: 0, counts: [] }) }
      : geometry;
  return canonicalJson({ v, label, geometry: shape });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 4096;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isUid = (value: unknown): value is string =>
  isText(value) && value.length <= 64 && /^[\d.]+$/.test(value);
const isPoint = (value: unknown): value is PointImage =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);
const isPoints = (value: unknown, count?: number): boolean =>
  Array.isArray(value) &&
  value.length <= 1_000_000 &&
  (count === undefined || value.length === count) &&
  value.every(isPoint);

/** Skeletons have tens of points; a thousand is a file that wants to do harm. */
const mostJoints = 1000;

function isKeypoints({ joints, edges }: Record<string, unknown>): boolean {
  if (!Array.isArray(joints) || joints.length < 1 || joints.length > mostJoints || !Array.isArray(edges))
    return false;
  const isJoint = (joint: unknown) =>
    isRecord(joint) &&
    isText(joint.id) &&
    (joint.state === "absent"
      ? joint.pointImage === undefined
      : (joint.state === "visible" || joint.state === "occluded") && isPoint(joint.pointImage));
  const isEnd = (end: unknown) => Number.isInteger(end) && Number(end) >= 0 && Number(end) < joints.length;
  return (
    joints.every(isJoint) &&
    new Set(joints.map(({ id }) => id)).size === joints.length &&
    edges.length <= mostJoints &&
    edges.every((edge) => Array.isArray(edge) && edge.length === 2 && edge.every(isEnd))
  );
}

/** Frames beyond this are whole slides, whose masks do not travel this way. */
const mostPixels = 2 ** 28;

function isMask({ columns, rows, counts }: Record<string, unknown>): boolean {
  if (!(Number.isInteger(columns) && Number.isInteger(rows) && Array.isArray(counts))) return false;
  const pixels = Number(columns) * Number(rows);
  if (!(Number(columns) > 0 && Number(rows) > 0 && pixels <= mostPixels)) return false;
  let sum = 0;
  for (const count of counts) {
    if (!Number.isInteger(count) || count < 0) return false;
    sum += count;
  }
  return sum === pixels;
}

function isGeometry(value: unknown): boolean {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case "mask":
      return isMask(value);
    case "polygon":
      return (
        isPoints(value.pointsImage) &&
        (value.holes === undefined ||
          (Array.isArray(value.holes) && value.holes.every((hole) => isPoints(hole))))
      );
    case "polyline":
      return isPoints(value.pointsImage);
    case "box":
      return Array.isArray(value.boxImage) && value.boxImage.length === 4 && value.boxImage.every(isNumber);
    case "ellipse":
      return isPoint(value.centerImage) && isPoint(value.radiiImage) && isNumber(value.angleRad);
    case "point":
      return isPoint(value.pointImage);
    case "length":
      return isPoints(value.pointsImage, 2);
    case "angle":
      return isPoints(value.pointsImage, 3);
    case "bidirectional":
    case "cobb":
      return isPoints(value.pointsImage, 4);
    case "keypoints":
      return isKeypoints(value);
    default:
      return false;
  }
}

const origins =
  "human model prompted model-edited classical propagated interpolated imported consensus".split(" ");
const statuses = "draft submitted accepted rejected".split(" ");

/** Whether a value from outside says who made a label or an answer, and when. */
export function isProvenance(value: unknown): boolean {
  return (
    isRecord(value) &&
    origins.includes(String(value.origin)) &&
    [value.author, value.device, value.createdAt, value.editedAt].every(isText) &&
    isNumber(value.activeSeconds) &&
    Array.isArray(value.derivedFrom) &&
    value.derivedFrom.every(isText)
  );
}

function isLabel(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.target) || !isRecord(value.attributes)) return false;
  const { study, series, sop, frame } = value.target;
  return (
    [value.instanceUid, study, series, sop].every(isUid) &&
    (value.objectUid === undefined || isUid(value.objectUid)) &&
    Number.isInteger(frame) &&
    Number(frame) >= 1 &&
    isText(value.classId) &&
    isNumber(value.schemaVersion) &&
    statuses.includes(String(value.status)) &&
    typeof value.locked === "boolean" &&
    isProvenance(value.provenance)
  );
}

/** A label from parsed JSON that came from outside; null when anything about it is not as it must be. */
export function readLabelObject(value: unknown): LabelObject | null {
  if (!isRecord(value) || value.v !== 1 || !isLabel(value.label) || !isGeometry(value.geometry)) return null;
  return value as unknown as LabelObject;
}

/** A label from the canonical text of a version that was read before. Throws on anything else. */
export function labelOfText(text: string): LabelObject {
  const label = readLabelObject(JSON.parse(text));
  if (!label) throw new TypeError("Expected the text of a label.");
  return label;
}

/** The same label under a new Tracking UID: the second of two that are both kept (sync 3.6). */
export function withNewUid(text: string, instanceUid: string): string {
  const { label, ...rest } = labelOfText(text);
  return canonicalJson({ ...rest, label: { ...label, instanceUid } });
}
