import { canonicalJson } from "../canonical-json.ts";
import type { LabelClass } from "../label-schema.ts";
import { readReview } from "../review/read-review.ts";
import { answerKey, answerText, isAnswerKey, readAnswer } from "./answer-object.ts";
import { readLabelObject } from "./label-object.ts";
import type { Version, VersionObjects } from "./version.ts";

/** What the text of a report holds of a version; the rest stands in DICOM attributes, which count. */
export type VersionRecord = Pick<Version, "author" | "device" | "madeAt" | "objects" | "classes" | "review">;

const schema = "overread-version/1";
/** With answers: a device that does not know them must not take the version for one that deletes them. */
const schemaWithAnswers = "overread-version/2";

/** `overread-version/1` as canonical JSON; `/2` where there are answers. */
export function versionRecordText({
  author,
  device,
  madeAt,
  objects,
  classes,
  review,
}: VersionRecord): string {
  const parsed = Object.entries(objects).map(([key, text]) => [key, JSON.parse(text) as unknown] as const);
  const labels = Object.fromEntries(parsed.filter(([key]) => !isAnswerKey(key)));
  const answers = parsed.filter(([key]) => isAnswerKey(key)).map(([, value]) => value);
  // Left out where there is none: what was written before reviews travelled reads the same.
  const verdict = review ? { review } : {};
  const whole = { author, device, madeAt, classes, labels, ...verdict };
  return canonicalJson(
    answers.length > 0 ? { ...whole, schema: schemaWithAnswers, answers } : { ...whole, schema },
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown, longest: number): value is string =>
  typeof value === "string" && value.length <= longest;

const isCode = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (isRecord(value) && [value.scheme, value.value, value.meaning].every((text) => isText(text, 1024)));

/** A skeleton of a class; what its edges name is looked up when it is drawn, so that a name without a point draws nothing. */
const isKeypoints = (value: unknown): boolean =>
  isRecord(value) &&
  Array.isArray(value.joints) &&
  value.joints.length <= 1000 &&
  value.joints.every((joint) => isRecord(joint) && isText(joint.id, 256) && isText(joint.name, 256)) &&
  Array.isArray(value.edges) &&
  value.edges.length <= 1000 &&
  value.edges.every(
    (edge) => Array.isArray(edge) && edge.length === 2 && edge.every((id) => isText(id, 256)),
  );

const isClass = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.id, 256) &&
  isText(value.name, 256) &&
  isText(value.hotkey, 16) &&
  /^#[0-9a-f]{6}$/i.test(String(value.color)) &&
  Number.isInteger(value.index) &&
  Number(value.index) >= 1 &&
  Number(value.index) <= 65_535 &&
  Array.isArray(value.geometry) &&
  value.geometry.every((kind) => ["mask", "polygon", "box"].includes(String(kind))) &&
  ["allow", "exclusive", "protect"].includes(String(value.overlap)) &&
  [value.category, value.type, value.modifier, value.site].every(isCode) &&
  (value.keypoints === undefined || isKeypoints(value.keypoints));

/** Reads the text of a report that came from outside; null when anything in it is not as it must be. Labels are of `study` only. */
export function readVersionRecord(text: string, study: string): VersionRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || !isRecord(value.labels)) return null;
  if (value.schema !== schema && value.schema !== schemaWithAnswers) return null;
  const answers: unknown = value.schema === schemaWithAnswers ? value.answers : [];
  if (!Array.isArray(answers)) return null;
  const { author, device, madeAt, classes } = value;
  if (!isText(author, 64) || !isText(device, 64) || !isText(madeAt, 64)) return null;
  if (!Array.isArray(classes) || !classes.every(isClass)) return null;
  const review = value.review === undefined ? null : readReview(value.review, study);
  if (value.review !== undefined && !review) return null;
  const objects: Record<string, string> = {};
  for (const [uid, item] of Object.entries(value.labels)) {
    const read = readLabelObject(item);
    if (!read || read.label.instanceUid !== uid || read.label.target.study !== study) return null;
    objects[uid] = canonicalJson(item);
  }
  for (const item of answers) {
    const answer = readAnswer(item, study);
    // Two answers to one question: nobody could say which one counts.
    if (!answer || Object.hasOwn(objects, answerKey(answer))) return null;
    objects[answerKey(answer)] = answerText(answer);
  }
  return {
    author,
    device,
    madeAt,
    objects: objects satisfies VersionObjects,
    classes: classes as LabelClass[],
    ...(review ? { review } : {}),
  };
}
