import type { Annotation, Geometry, PointImage } from "../../domain/annotation.ts";
import { fromPixelEdge } from "../../domain/geometry.ts";
import type { FieldValues } from "../../domain/label-field.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import type { Instance } from "../../domain/study.ts";
import {
  childOf,
  measurementGroups,
  readSr,
  type SrNode,
  type SrReading,
  wholeNode,
} from "../../formats/dicom-sr/read-sr.ts";
import { sourceOf } from "./capture-source.ts";
import { classOf } from "./coded-class.ts";
import {
  type FoundLabel,
  type FoundLabels,
  importedLabel,
  type LabelContext,
  LabelFileError,
} from "./label-files.ts";
import { labelUid, thingUid } from "./label-uid.ts";
import {
  hasAnswers,
  isAnswers,
  readAnswerGroup,
  readStudyAnswers,
  readThingAnswers,
} from "./read-sr-answers.ts";

/** Points of a shape in image coordinates: SCOORD counts from the corner of the first pixel (PS3.3 C.18.6). */
function pointsOf({ points }: SrNode): PointImage[] {
  return Array.from({ length: Math.floor(points.length / 2) }, (_, at) =>
    fromPixelEdge([points[2 * at] ?? Number.NaN, points[2 * at + 1] ?? Number.NaN]),
  );
}

const middle = (a: PointImage, b: PointImage): PointImage => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const far = (a: PointImage, b: PointImage) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** The region of a planar group; null for a form that we do not draw. */
function regionGeometry(group: SrNode, region: SrNode): Geometry | null {
  const points = pointsOf(region);
  const [a, b, c, d] = points;
  switch (region.graphic) {
    case "POINT":
      return a ? { type: "point", pointImage: a } : null;
    case "POLYLINE": {
      if (points.length < 4 || !a || !b || !c) return null;
      if (childOf(group, "99OVERREAD", "shape")?.code?.value === "box") {
        const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
        return {
          type: "box",
          boxImage: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
        };
      }
      // The last point is the first once more.
      return { type: "polygon", pointsImage: points.slice(0, -1) };
    }
    case "ELLIPSE":
      // The ends of the major axis, then those of the minor one (PS3.3 C.18.6.1.2).
      if (!a || !b || !c || !d) return null;
      return {
        type: "ellipse",
        centerImage: middle(a, b),
        radiiImage: [far(a, b) / 2, far(c, d) / 2],
        angleRad: Math.atan2(b[1] - a[1], b[0] - a[0]),
      };
    default:
      return null;
  }
}

/** What the numbers of a group were measured along; null where they name no line of a kind that we draw. */
function lineGeometry(lines: readonly SrNode[], names: readonly string[]): Geometry | null {
  const [first, second] = lines.map(pointsOf);
  const [a, b, c] = first ?? [];
  if (!a || !b) return null;
  // Long and short axis (SCT 103339001, 103340004), angle (1483009), length (410668003).
  if (names[0] === "103339001" && names[1] === "103340004") {
    const [p, q] = second ?? [];
    return p && q ? { type: "bidirectional", pointsImage: [a, b, p, q] } : null;
  }
  // Cobb angle (285285000): both lines in one row of points, as others write it too.
  if (names[0] === "285285000") {
    const d = first?.[3];
    return c && d && first?.length === 4 ? { type: "cobb", pointsImage: [a, b, c, d] } : null;
  }
  if (names[0] === "1483009") return c ? { type: "angle", pointsImage: [a, b, c] } : null;
  if (names[0] !== "410668003") return null;
  return c ? { type: "polyline", pointsImage: first ?? [] } : { type: "length", pointsImage: [a, b] };
}

const imageNode = (shape: SrNode | undefined) =>
  shape?.children.find(({ relationship }) => relationship === "SELECTED FROM");

function checkInside(geometry: Geometry, points: readonly PointImage[], where: string, { facts }: Instance) {
  const slack = 1e-3; // 32-bit floats
  const inside = ([x, y]: PointImage) =>
    x >= -0.5 - slack &&
    y >= -0.5 - slack &&
    x <= facts.columns - 0.5 + slack &&
    y <= facts.rows - 0.5 + slack;
  if (geometry.type === "ellipse" || points.every(inside)) return;
  throw new LabelFileError(where, `points inside ${facts.columns} × ${facts.rows} pixels`, "one outside");
}

/** A shape or lines of a group as a label on its image. */
async function groupLabel(
  group: SrNode,
  entry: LabelClass,
  thing: string,
  context: LabelContext,
  where: string,
): Promise<Annotation> {
  const region = childOf(group, "DCM", "111030");
  const numbers = group.children.filter(({ type }) => type === "NUM");
  const lines = numbers.flatMap(
    ({ children }) => children.find(({ relationship }) => relationship === "INFERRED FROM") ?? [],
  );
  const names = numbers.map(({ name }) => name?.value ?? "");
  const geometry = region ? regionGeometry(group, region) : lineGeometry(lines, names);
  if (!geometry) throw new LabelFileError(where, "a shape or a line that this app draws", "another one");
  const image = imageNode(region ?? lines[0]);
  const { instance, frame } = await sourceOf(context, where, image?.sopUid, image?.frame ?? 1);
  const points = [region, ...lines].flatMap((shape) => (shape ? pointsOf(shape) : []));
  checkInside(geometry, points, where, instance);
  const uid = await labelUid(context, thing, thing, { sop: instance.sopUid, frame, isFirst: true });
  return { ...importedLabel(context, uid, entry.id, instance, frame), geometry };
}

/**
 * Shapes, lines and answers of a TID 1500 report whose images are on this device under the same UIDs. Of groups that refer to a segment the answers
 * alone: the segmentation holds their pixels.
 */
export async function readLabelSr(bytes: Uint8Array, context: LabelContext): Promise<FoundLabels> {
  let report: SrReading;
  try {
    report = await readSr(bytes);
  } catch {
    throw new LabelFileError("the file", "a DICOM Structured Report", "another form");
  }
  const labels: FoundLabel[] = [];
  const answers = readStudyAnswers(report, context);
  const attributes = new Map<string, FieldValues>();
  for (const [at, lazy] of measurementGroups(report).entries()) {
    const group = wholeNode(lazy);
    const where = `group ${at + 1}`;
    if (isAnswers(group)) {
      answers.push(...(await readAnswerGroup(group, report, context, where)));
      continue;
    }
    const inSegment = childOf(group, "DCM", "121191") !== undefined;
    if (inSegment && !hasAnswers(group)) continue;
    const tracking = childOf(group, "DCM", "112039")?.text ?? "";
    const finding = childOf(group, "DCM", "121071")?.code ?? null;
    const uid = thingUid(childOf(group, "DCM", "112040")?.text ?? "");
    const entry = classOf(context, where, finding, [tracking, tracking.replace(/ [^ ]*$/, "")]);
    const label = inSegment ? null : await groupLabel(group, entry, uid, context, where);
    const series = label?.target.series ?? childOf(group, "DCM", "121232")?.text;
    const place = { study: report.studyUid, ...(series ? { series } : {}) };
    const about = readThingAnswers(group, context, where, { uid, classId: entry.id, place });
    answers.push(...about.answers);
    // Also for a shape: a segmentation beside the report may hold it, and comes first.
    if (Object.keys(about.attributes).length > 0) attributes.set(uid, about.attributes);
    if (label) labels.push({ annotation: label, spans: null });
  }
  return { labels, answers, attributes };
}
