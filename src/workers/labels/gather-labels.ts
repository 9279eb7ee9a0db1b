import { objectOf } from "../../domain/annotation.ts";
import type { Classification } from "../../domain/classification.ts";
import type { FieldValues } from "../../domain/label-field.ts";
import type { FoundLabel, FoundLabels } from "./label-files.ts";

/** What a label is told apart by, between files. */
const keysOf = ({ annotation }: FoundLabel): readonly string[] => [
  annotation.instanceUid,
  `${objectOf(annotation)} ${annotation.target.sop} ${annotation.target.frame}`,
];

/** What an answer is told apart by, whatever its ID: its question and what that is about. */
export const answerKey = ({ scope, field, target }: Classification): string => {
  const { study, series, sop, frame, object } = target;
  // Of an image or a thing the rest follows.
  const place = object ?? sop ?? series ?? study;
  return JSON.stringify([scope, field, place, sop === undefined ? null : (frame ?? null)]);
};

/** Puts together what several files hold: the same label (SEG and RTSTRUCT of one export) or answer is the first file's. */
export function makeGathering() {
  const labels: FoundLabel[] = [];
  const answers: Classification[] = [];
  const attributes = new Map<string, FieldValues>();
  const seen = new Set<string>();
  let openContours = 0;
  const isFresh = (keys: readonly string[]) => {
    const fresh = keys.every((key) => !seen.has(key));
    if (fresh) for (const key of keys) seen.add(key);
    return fresh;
  };
  return {
    take(found: FoundLabels): void {
      labels.push(...found.labels.filter((label) => isFresh(keysOf(label))));
      answers.push(...found.answers.filter((one) => isFresh([one.recordUid, answerKey(one)])));
      for (const [thing, values] of found.attributes ?? []) attributes.set(thing, values);
      openContours += found.openContours ?? 0;
    },
    openContours: () => openContours,
    answers: (): readonly Classification[] => answers,
    /** Answers that a report gives about a thing go to its first label, whichever file that is from. */
    labels(): readonly FoundLabel[] {
      const open = new Map(attributes);
      return labels.map((label) => {
        const { annotation } = label;
        const values = open.get(objectOf(annotation));
        if (!values) return label;
        open.delete(objectOf(annotation));
        return {
          ...label,
          annotation: { ...annotation, attributes: { ...values, ...annotation.attributes } },
        };
      });
    },
  };
}
