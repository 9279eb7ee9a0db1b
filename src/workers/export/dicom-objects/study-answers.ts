import type { Classification } from "../../../domain/classification.ts";
import { fieldName } from "../../../domain/label-field.ts";
import type { LabelSchema } from "../../../domain/label-schema.ts";
import { privateScheme } from "../../../formats/dicom/write/code-item.ts";
import type { SrEvaluation } from "../../../formats/dicom-sr/sr-input.ts";

/**
 * Answers about a whole study as a report says them (export-and-workflow 3.7). Questions and options of a project have no codes of a
 * standard: they get private ones from their ids; numbers, texts, yes and no are texts.
 */
export function studyAnswers(
  classifications: readonly Classification[],
  schema: LabelSchema,
  studyUid: string,
): SrEvaluation[] {
  return classifications.flatMap(({ scope, target, field, value }) => {
    if (scope !== "study" || target.study !== studyUid) return [];
    const asked = schema.classifications?.find((one) => one.id === field && one.scope === scope);
    const name = asked ? fieldName(asked) : field;
    const question = { scheme: privateScheme, value: `question-${field}`, meaning: name };
    if (asked?.kind === "choice" || asked?.kind === "multi")
      return (Array.isArray(value) ? value : [value]).map((id): SrEvaluation => {
        const option = asked.options?.find((one) => one.id === id);
        const meaning = option ? fieldName(option) : String(id);
        return { question, answer: { scheme: privateScheme, value: `${field}.${id}`, meaning } };
      });
    const unit = asked?.kind === "number" && asked.unit ? ` ${asked.unit}` : "";
    const text = (typeof value === "boolean" ? (value ? "yes" : "no") : `${value}${unit}`).trim();
    // An empty text has no place in a report (PS3.3 C.17.3.2).
    return text === "" ? [] : [{ question, answer: text }];
  });
}
