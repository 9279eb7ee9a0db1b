import type { Classification, ClassificationTarget } from "../../domain/classification.ts";
import { keyImageField } from "../../domain/key-image.ts";
import {
  type FieldScope,
  type FieldValue,
  type FieldValues,
  type LabelField,
  type ScopedField,
  valueFault,
} from "../../domain/label-field.ts";
import { privateScheme } from "../../formats/dicom/write/code-item.ts";
import { childOf, type SrNode, type SrReading } from "../../formats/dicom-sr/read-sr.ts";
import { sourceOf } from "./capture-source.ts";
import { importedProvenance, type LabelContext, LabelFileError, shortly } from "./label-files.ts";
import { derivedLabelUid, thingUid } from "./label-uid.ts";

const prefix = "question-";

/** What a container or a group says in answer to questions of a project, by the id of the question; several where it takes several. */
function said({ children }: SrNode): Map<string, SrNode[]> {
  const found = new Map<string, SrNode[]>();
  for (const node of children) {
    const { name } = node;
    if (name?.scheme !== privateScheme || !name.value.startsWith(prefix)) continue;
    const field = name.value.slice(prefix.length);
    found.set(field, [...(found.get(field) ?? []), node]);
  }
  return found;
}

/** Whether a group answers questions of a project at all. */
export const hasAnswers = (group: SrNode): boolean => said(group).size > 0;

/** Whether a group answers a question about an image or a series: no shape, and no number along one (PS3.16 TID 1501). */
export const isAnswers = (group: SrNode): boolean =>
  group.template === "1501" &&
  group.children.every(({ type }) => type !== "NUM" && type !== "SCOORD") &&
  hasAnswers(group);

/** The answer as the field takes it; what does not fit is handed on as it is, to be named. */
function answered({ kind, id, unit }: LabelField, nodes: readonly SrNode[]): unknown {
  const chosen = nodes.map(({ code, text }) => code?.value.slice(id.length + 1) ?? text);
  const [first = ""] = chosen;
  switch (kind) {
    case "multi":
      return chosen;
    case "choice":
    case "text":
      return first;
    case "boolean":
      return first === "yes" ? true : first === "no" ? false : first;
    case "number": {
      const bare = unit && first.endsWith(` ${unit}`) ? first.slice(0, -unit.length - 1) : first;
      return bare.trim() === "" || Number.isNaN(Number(bare)) ? first : Number(bare);
    }
  }
}

function checked(field: LabelField, nodes: readonly SrNode[], where: string): FieldValue {
  const value = answered(field, nodes);
  const wrong = valueFault(field, value);
  if (wrong) throw new LabelFileError(`${where}, ${field.id}`, wrong, shortly(value));
  return value as FieldValue;
}

function fieldOf({ schema }: LabelContext, id: string, scopes: readonly FieldScope[]): ScopedField | null {
  const all = [keyImageField, ...(schema.classifications ?? [])];
  return all.find((field) => field.id === id && scopes.includes(field.scope)) ?? null;
}

function wanted(context: LabelContext, id: string, scopes: readonly FieldScope[], where: string) {
  const field = fieldOf(context, id, scopes);
  if (!field) throw new LabelFileError(where, `a question about a ${scopes.join(" or ")}`, id);
  return field;
}

function answer(
  context: LabelContext,
  field: ScopedField,
  target: ClassificationTarget,
  value: FieldValue,
  recordUid: string,
): Classification {
  const schemaVersion = context.schema.version;
  const provenance = importedProvenance(context);
  return { v: 1, recordUid, scope: field.scope, target, field: field.id, schemaVersion, value, provenance };
}

/** An ID that follows from question and place, where the report has none. */
const uidOf = ({ scope, id }: ScopedField, target: ClassificationTarget): string =>
  derivedLabelUid({ answer: { scope, field: id, target } });

/** Answers about the study: the Qualitative Evaluations of the report (PS3.16 TID 1500). */
export function readStudyAnswers({ root, studyUid }: SrReading, context: LabelContext): Classification[] {
  const container = childOf(root, "UMLS", "C0034375");
  if (!container) return [];
  const target = { study: studyUid };
  return [...said(container)].map(([id, nodes]) => {
    const where = "the answers about the study";
    const field = wanted(context, id, ["study"], where);
    return answer(context, field, target, checked(field, nodes, where), uidOf(field, target));
  });
}

/** The answer of a group of its own, about a series, an image or a frame. */
export async function readAnswerGroup(
  group: SrNode,
  { studyUid }: SrReading,
  context: LabelContext,
  where: string,
): Promise<Classification[]> {
  const series = childOf(group, "DCM", "112002")?.text ?? "";
  const image = group.children.find(({ type }) => type === "IMAGE");
  // One frame of one image, or the whole image: a single frame is named without its number, and the project's schema tells.
  const scopes: readonly FieldScope[] =
    series !== "" ? ["series"] : image?.frame === null ? ["image", "frame"] : ["frame"];
  const recordUid = thingUid(childOf(group, "DCM", "112040")?.text ?? "");
  return Promise.all(
    [...said(group)].map(async ([id, nodes], at) => {
      const field = wanted(context, id, scopes, where);
      const value = checked(field, nodes, where);
      // One answer, one group: where others put several into one, the group's ID is the first one's.
      const uid = (target: ClassificationTarget) => (at === 0 ? recordUid : uidOf(field, target));
      if (field.scope === "series") {
        const whole = { study: studyUid, series };
        return answer(context, field, whole, value, uid(whole));
      }
      const { instance, frame } = await sourceOf(context, where, image?.sopUid, image?.frame ?? 1);
      const target = { study: instance.studyUid, series: instance.seriesUid, sop: instance.sopUid };
      const place = field.scope === "frame" ? { ...target, frame } : target;
      return answer(context, field, place, value, uid(place));
    }),
  );
}

/** Answers about a thing, in its own group: to the questions of its class, and to the project's questions about things. */
export function readThingAnswers(
  group: SrNode,
  context: LabelContext,
  where: string,
  thing: { readonly uid: string; readonly classId: string; readonly place: ClassificationTarget },
): { readonly attributes: FieldValues; readonly answers: readonly Classification[] } {
  const { attributes: asked = [] } = context.schema.classes.find(({ id }) => id === thing.classId) ?? {};
  const attributes: Record<string, FieldValue> = {};
  const answers: Classification[] = [];
  for (const [id, nodes] of said(group)) {
    const own = asked.find((field) => field.id === id);
    if (own) {
      attributes[id] = checked(own, nodes, where);
      continue;
    }
    const field = wanted(context, id, ["object"], where);
    const target = { ...thing.place, object: thing.uid };
    answers.push(answer(context, field, target, checked(field, nodes, where), uidOf(field, target)));
  }
  return { attributes, answers };
}
