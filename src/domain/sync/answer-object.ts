import { canonicalJson } from "../canonical-json.ts";
import type { Classification, ClassificationTarget } from "../classification.ts";
import { isProvenance } from "./label-object.ts";

/** Before the place of an answer among the objects of a version: no Tracking UID begins with it. */
const prefix = "answer ";

/** Whether an object of a version is an answer about a study or a part of it, and no label. */
export const isAnswerKey = (key: string): boolean => key.startsWith(prefix);

/**
 * Where an answer stands among the objects of a version: by its question and what it is about, so that two devices that answered the same
 * question meet there, whatever their records are called.
 */
export function answerKey({ scope, field, target }: Pick<Classification, "scope" | "field" | "target">) {
  const { study: _, ...place } = target;
  return `${prefix}${canonicalJson({ scope, field, ...place })}`;
}

/** The canonical text of an answer. */
export const answerText = (answer: Classification): string => canonicalJson(answer);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 4096;
const isUid = (value: unknown): value is string =>
  isText(value) && value.length <= 64 && /^[\d.]+$/.test(value);
const isValue = (value: unknown): boolean =>
  isText(value) ||
  typeof value === "boolean" ||
  (typeof value === "number" && Number.isFinite(value)) ||
  (Array.isArray(value) && value.length <= 1000 && value.every(isText));

/** What the target of each scope must name beside the study. */
const needed: Readonly<Record<Classification["scope"], readonly (keyof ClassificationTarget)[]>> = {
  study: [],
  series: ["series"],
  image: ["sop"],
  frame: ["sop", "frame"],
  object: ["object"],
};

function isTarget(target: Record<string, unknown>, scope: Classification["scope"], study: string): boolean {
  return (
    target.study === study &&
    needed[scope].every((name) => target[name] !== undefined) &&
    Object.entries(target).every(([name, value]) =>
      name === "frame"
        ? Number.isInteger(value) && Number(value) >= 1
        : ["study", "series", "sop", "object"].includes(name) && isUid(value),
    )
  );
}

/** An answer about `study` from parsed JSON that came from outside; null when anything about it is not as it must be. */
export function readAnswer(value: unknown, study: string): Classification | null {
  if (!isRecord(value) || value.v !== 1 || !isRecord(value.target)) return null;
  const { recordUid, scope, field, schemaVersion } = value;
  if (!isUid(recordUid) || !isText(field) || typeof schemaVersion !== "number") return null;
  if (typeof scope !== "string" || !Object.hasOwn(needed, scope)) return null;
  if (!isTarget(value.target, scope as Classification["scope"], study)) return null;
  if (!isValue(value.value) || !isProvenance(value.provenance)) return null;
  return value as unknown as Classification;
}

/** An answer from the canonical text of a version that was read before. Throws on anything else. */
export function answerOfText(text: string): Classification {
  const value = JSON.parse(text) as { readonly target?: { readonly study?: string } };
  const answer = readAnswer(value, value.target?.study ?? "");
  if (!answer) throw new TypeError("Expected the text of an answer.");
  return answer;
}

/** Of two answers to one question that say the same the one that every device takes; null when they differ. */
export function agreedAnswer(a: string, b: string): string | null {
  const [left, right] = [answerOfText(a), answerOfText(b)];
  return canonicalJson(left.value) === canonicalJson(right.value) ? (a < b ? a : b) : null;
}
