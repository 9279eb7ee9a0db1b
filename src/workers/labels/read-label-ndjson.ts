import type { Annotation, AnnotationOrigin, Geometry } from "../../domain/annotation.ts";
import type { Classification } from "../../domain/classification.ts";
import { keyImageField } from "../../domain/key-image.ts";
import { type FieldScope, valueFault } from "../../domain/label-field.ts";
import type { MaskRle } from "../../domain/mask.ts";
import { rleSpans } from "../../domain/mask-rle.ts";
import type { Instance } from "../../domain/study.ts";
import {
  type FoundLabel,
  type FoundLabels,
  imageOf,
  type LabelContext,
  LabelFileError,
  shortly,
} from "./label-files.ts";

type Json = Readonly<Record<string, unknown>>;

const origins: readonly AnnotationOrigin[] = [
  "human",
  "model",
  "prompted",
  "model-edited",
  "classical",
  "propagated",
  "interpolated",
  "imported",
  "consensus",
];
const scopes: readonly FieldScope[] = ["study", "series", "image", "frame", "object"];
const uidForm = /^2\.25\.(0|[1-9]\d{0,38})$/;

function record(value: unknown, where: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LabelFileError(where, "an object", shortly(value));
  return value as Json;
}

/** A point inside the image, edges included (export-and-workflow 3.2). */
function checkPoint(value: unknown, where: string, { facts }: Instance): void {
  const [x, y] = Array.isArray(value) ? (value as unknown[]) : [];
  const fits = (one: unknown, size: number) => typeof one === "number" && one >= -0.5 && one <= size - 0.5;
  if (!Array.isArray(value) || value.length !== 2 || !fits(x, facts.columns) || !fits(y, facts.rows))
    throw new LabelFileError(
      where,
      `a point from −0.5 to ${facts.columns - 0.5}, ${facts.rows - 0.5}`,
      shortly(value),
    );
}

function checkPoints(
  value: unknown,
  where: string,
  instance: Instance,
  least: number,
  most = Number.POSITIVE_INFINITY,
): void {
  if (!Array.isArray(value) || value.length < least || value.length > most)
    throw new LabelFileError(
      where,
      least === most ? `${least} points` : `${least} points or more`,
      shortly(value),
    );
  for (const [at, point] of value.entries()) checkPoint(point, `${where}[${at}]`, instance);
}

function checkRle(value: unknown, where: string, { facts }: Instance): MaskRle {
  const rle = record(value, where);
  for (const side of ["columns", "rows"] as const)
    if (rle[side] !== facts[side])
      throw new LabelFileError(`${where}.${side}`, String(facts[side]), shortly(rle[side]));
  const { counts } = rle;
  if (!Array.isArray(counts) || !counts.every((one) => Number.isInteger(one) && one >= 0))
    throw new LabelFileError(`${where}.counts`, "run lengths", shortly(counts));
  const sum = counts.reduce((total: number, one: number) => total + one, 0);
  const pixels = facts.columns * facts.rows;
  if (sum !== pixels)
    throw new LabelFileError(`${where}.counts`, `runs of ${pixels} pixels together`, String(sum));
  return rle as unknown as MaskRle;
}

function checkKeypoints({ joints, edges }: Json, where: string, instance: Instance): void {
  if (!Array.isArray(joints) || joints.length === 0)
    throw new LabelFileError(`${where}.joints`, "one joint or more", shortly(joints));
  const ids = new Set<string>();
  for (const [at, item] of joints.entries()) {
    const place = `${where}.joints[${at}]`;
    const joint = record(item, place);
    if (typeof joint.id !== "string" || joint.id === "" || ids.has(joint.id))
      throw new LabelFileError(`${place}.id`, "an id of its own", shortly(joint.id));
    ids.add(joint.id);
    if (!["visible", "occluded", "absent"].includes(String(joint.state)))
      throw new LabelFileError(`${place}.state`, "visible, occluded or absent", shortly(joint.state));
    if (joint.state !== "absent") checkPoint(joint.pointImage, `${place}.pointImage`, instance);
    else if (joint.pointImage !== undefined)
      throw new LabelFileError(`${place}.pointImage`, "no place for what is absent", "one");
  }
  if (joints.every((joint) => (joint as Json).state === "absent"))
    throw new LabelFileError(`${where}.joints`, "one joint in the image or more", "none");
  const isEnd = (end: unknown) => Number.isInteger(end) && Number(end) >= 0 && Number(end) < joints.length;
  for (const [at, edge] of (Array.isArray(edges) ? edges : [edges]).entries())
    if (!Array.isArray(edge) || edge.length !== 2 || !edge.every(isEnd))
      throw new LabelFileError(`${where}.edges[${at}]`, "the positions of two joints", shortly(edge));
}

/** Checks a geometry; the runs of a mask. */
function checkGeometry(value: unknown, where: string, instance: Instance): MaskRle | null {
  const geometry = record(value, where);
  const points = (least: number, most?: number) =>
    checkPoints(geometry.pointsImage, `${where}.pointsImage`, instance, least, most);
  switch (geometry.type as Geometry["type"]) {
    case "mask":
      return checkRle(geometry.rle, `${where}.rle`, instance);
    case "polygon":
      points(3);
      if (geometry.holes !== undefined)
        for (const [at, hole] of (Array.isArray(geometry.holes)
          ? geometry.holes
          : [geometry.holes]
        ).entries())
          checkPoints(hole, `${where}.holes[${at}]`, instance, 3);
      return null;
    case "polyline":
      points(2);
      return null;
    case "length":
      points(2, 2);
      return null;
    case "angle":
      points(3, 3);
      return null;
    case "bidirectional":
    case "cobb":
      points(4, 4);
      return null;
    case "keypoints":
      checkKeypoints(geometry, where, instance);
      return null;
    case "point":
      checkPoint(geometry.pointImage, `${where}.pointImage`, instance);
      return null;
    case "box": {
      const box = geometry.boxImage;
      const [left, top, right, bottom] = Array.isArray(box) && box.length === 4 ? (box as unknown[]) : [];
      checkPoint([left, top], `${where}.boxImage`, instance);
      checkPoint([right, bottom], `${where}.boxImage`, instance);
      if (Number(left) >= Number(right) || Number(top) >= Number(bottom))
        throw new LabelFileError(`${where}.boxImage`, "xMin, yMin, xMax, yMax", shortly(box));
      return null;
    }
    case "ellipse":
      checkPoint(geometry.centerImage, `${where}.centerImage`, instance);
      for (const radius of Array.isArray(geometry.radiiImage) ? geometry.radiiImage : [Number.NaN])
        if (!(Number(radius) > 0))
          throw new LabelFileError(
            `${where}.radiiImage`,
            "two lengths above 0",
            shortly(geometry.radiiImage),
          );
      if (!Number.isFinite(geometry.angleRad))
        throw new LabelFileError(`${where}.angleRad`, "a number", shortly(geometry.angleRad));
      return null;
  }
  throw new LabelFileError(`${where}.type`, "a kind of label that this app has", shortly(geometry.type));
}

function checkProvenance(value: unknown, where: string): void {
  const provenance = record(value, where);
  if (!origins.includes(provenance.origin as AnnotationOrigin))
    throw new LabelFileError(`${where}.origin`, origins.join(", "), shortly(provenance.origin));
  for (const name of ["author", "device", "createdAt", "editedAt"])
    if (typeof provenance[name] !== "string")
      throw new LabelFileError(`${where}.${name}`, "text", shortly(provenance[name]));
  if (!Number.isFinite(provenance.activeSeconds))
    throw new LabelFileError(`${where}.activeSeconds`, "a number", shortly(provenance.activeSeconds));
  if (!Array.isArray(provenance.derivedFrom))
    throw new LabelFileError(`${where}.derivedFrom`, "a list", shortly(provenance.derivedFrom));
  const { manifestSha256 } = provenance.model === undefined ? {} : record(provenance.model, `${where}.model`);
  if (manifestSha256 !== undefined && !/^[0-9a-f]{64}$/.test(String(manifestSha256)))
    throw new LabelFileError(
      `${where}.model.manifestSha256`,
      "64 hexadecimal digits",
      shortly(manifestSha256),
    );
  if (provenance.edit !== undefined) checkEdit(record(provenance.edit, `${where}.edit`), `${where}.edit`);
}

/** What a person changed of a proposal; records of older versions have the first two figures alone. */
function checkEdit(edit: Json, where: string): void {
  const needed = ["diceToProposal", "strokes"];
  for (const name of [...needed, "addedPixels", "removedPixels", "changedFraction", "hd95Mm"]) {
    const value = edit[name];
    const absent = value === undefined && !needed.includes(name);
    if (absent || (name === "hd95Mm" && value === null)) continue;
    if (!Number.isFinite(value) || Number(value) < 0)
      throw new LabelFileError(`${where}.${name}`, "a number of 0 or more", shortly(value));
  }
}

async function readAnnotation(value: Json, line: string, context: LabelContext): Promise<FoundLabel> {
  for (const name of ["instanceUid", "objectUid"])
    if ((name === "instanceUid" || value[name] !== undefined) && !uidForm.test(String(value[name])))
      throw new LabelFileError(`${line}, ${name}`, "2.25. and a number", shortly(value[name]));
  const entry = context.schema.classes.find(({ id }) => id === value.classId);
  if (!entry)
    throw new LabelFileError(`${line}, classId`, "a class of this project's schema", shortly(value.classId));
  if (!Number.isInteger(value.schemaVersion))
    throw new LabelFileError(`${line}, schemaVersion`, "a whole number", shortly(value.schemaVersion));
  const target = record(value.target, `${line}, target`);
  const instance = await imageOf(context, `${line}, target`, {
    sop: target.sop,
    frame: target.frame,
    study: target.study ?? null,
    series: target.series ?? null,
  });
  const rle = checkGeometry(value.geometry, `${line}, geometry`, instance);
  const attributes = record(value.attributes, `${line}, attributes`);
  for (const [id, answer] of Object.entries(attributes)) {
    const field = entry.attributes?.find((one) => one.id === id);
    const wrong = field && valueFault(field, answer);
    if (!field)
      throw new LabelFileError(
        `${line}, attributes.${id}`,
        `a question about ${entry.name}`,
        shortly(answer),
      );
    if (wrong) throw new LabelFileError(`${line}, attributes.${id}`, wrong, shortly(answer));
  }
  if (!["draft", "submitted", "accepted", "rejected"].includes(String(value.status)))
    throw new LabelFileError(
      `${line}, status`,
      "draft, submitted, accepted or rejected",
      shortly(value.status),
    );
  for (const name of ["locked", "hidden"])
    if (typeof value[name] !== "boolean")
      throw new LabelFileError(`${line}, ${name}`, "true or false", shortly(value[name]));
  checkProvenance(value.provenance, `${line}, provenance`);
  const annotation = value as unknown as Annotation;
  return { annotation, spans: rle && rleSpans(rle) };
}

async function readAnswer(value: Json, line: string, context: LabelContext): Promise<Classification> {
  if (!uidForm.test(String(value.recordUid)))
    throw new LabelFileError(`${line}, recordUid`, "2.25. and a number", shortly(value.recordUid));
  if (!scopes.includes(value.scope as FieldScope))
    throw new LabelFileError(`${line}, scope`, scopes.join(", "), shortly(value.scope));
  const field = [keyImageField, ...(context.schema.classifications ?? [])].find(
    ({ id, scope }) => id === value.field && scope === value.scope,
  );
  if (!field)
    throw new LabelFileError(
      `${line}, field`,
      `a question about a ${String(value.scope)}`,
      shortly(value.field),
    );
  const wrong = valueFault(field, value.value);
  if (wrong) throw new LabelFileError(`${line}, value`, wrong, shortly(value.value));
  const target = record(value.target, `${line}, target`);
  if (typeof target.study !== "string")
    throw new LabelFileError(`${line}, target.study`, "the UID of a study", shortly(target.study));
  if (target.sop !== undefined)
    await imageOf(context, `${line}, target`, {
      ...(target as { sop: unknown; study: unknown }),
      frame: target.frame ?? 1,
    });
  checkProvenance(value.provenance, `${line}, provenance`);
  return value as unknown as Classification;
}

/** Records of `annotations.ndjson` and `classifications.ndjson`, checked field by field; nothing is mended. */
export async function readLabelNdjson(text: string, context: LabelContext): Promise<FoundLabels> {
  const labels: FoundLabel[] = [];
  const answers: Classification[] = [];
  for (const [at, content] of text.split("\n").entries()) {
    if (content.trim() === "") continue;
    const line = `line ${at + 1}`;
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch {
      throw new LabelFileError(line, "JSON", "something else");
    }
    const item = record(value, line);
    if (item.v !== 1) throw new LabelFileError(`${line}, v`, "1", shortly(item.v));
    if (item.recordUid !== undefined) answers.push(await readAnswer(item, line, context));
    else labels.push(await readAnnotation(item, line, context));
  }
  return { labels, answers };
}
