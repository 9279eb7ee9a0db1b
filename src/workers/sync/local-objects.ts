import type { Annotation } from "../../domain/annotation.ts";
import type { Classification } from "../../domain/classification.ts";
import { spansRle } from "../../domain/mask-spans.ts";
import type { Instance } from "../../domain/study.ts";
import { answerKey, answerText } from "../../domain/sync/answer-object.ts";
import { labelObjectText } from "../../domain/sync/label-object.ts";
import type { VersionObjects } from "../../domain/sync/version.ts";
import { readAnnotations } from "../../storage/annotations.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readClassifications } from "../../storage/versions.ts";
import { instanceSpans } from "../export/instance-spans.ts";

/** The labels and answers of a study on this device, and the canonical text of each. */
export interface LocalLabels {
  readonly annotations: readonly Annotation[];
  /** Answers about the study and its parts, by their place among `objects`. */
  readonly answers: ReadonlyMap<string, Classification>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly objects: VersionObjects;
}

/** Reads the labels of a study as a version would hold them. A label without a class is a stroke that is not finished: it stays here. */
export async function localLabels(database: MainDatabase, studyUid: string): Promise<LocalLabels> {
  const instances = new Map(
    (await database.instances.where("studyUid").equals(studyUid).toArray()).map((row) => [row.sopUid, row]),
  );
  const annotations = (await readAnnotations(database, studyUid)).filter(({ classId }) => classId !== "");
  const objects: Record<string, string> = {};
  for (const annotation of annotations) {
    const facts = instances.get(annotation.target.sop)?.facts;
    const mask =
      annotation.geometry.type === "mask" && facts
        ? spansRle(await instanceSpans(database, annotation, facts.columns, facts.rows))
        : null;
    objects[annotation.instanceUid] = labelObjectText(annotation, mask);
  }
  const answers = new Map<string, Classification>();
  const rows = await readClassifications(database, studyUid);
  for (const answer of rows.toSorted((a, b) => (a.recordUid < b.recordUid ? -1 : 1))) {
    const key = answerKey(answer);
    if (answers.has(key)) continue;
    answers.set(key, answer);
    objects[key] = answerText(answer);
  }
  return { annotations, answers, instances, objects };
}

/** Whether two sets of labels are the same, label by label. */
export function sameObjects(a: VersionObjects, b: VersionObjects): boolean {
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return left.length === right.length && left.every((uid) => a[uid] === b[uid]);
}
