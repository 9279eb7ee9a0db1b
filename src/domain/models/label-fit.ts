import type { AssistResult, LabelModelFacts } from "../calls/assist-calls.ts";
import type { LabelSchema } from "../label-schema.ts";
import type { ProposalAnswer } from "../proposal.ts";
import type { Series } from "../study.ts";
import { classOfLabel, questionOfLabels } from "./map-labels.ts";

/** Why a model that finds things by itself has nothing to say about a series of this project. */
export type LabelMisfit =
  | { readonly code: "modality"; readonly expected: readonly string[]; readonly found: string }
  | { readonly code: "question"; readonly labels: readonly string[] };

/** Whether a model fits a series and the project's questions; null: it does (assist 3.7). */
export function misfitOf(
  facts: LabelModelFacts,
  series: Pick<Series, "modality">,
  schema: LabelSchema,
): LabelMisfit | null {
  if (!facts.modalities.includes("*") && !facts.modalities.includes(series.modality))
    return { code: "modality", expected: facts.modalities, found: series.modality };
  if (facts.task === "classify" && !questionOfLabels(schema, facts.labels, facts.question))
    return { code: "question", labels: facts.labels.map(({ name }) => name) };
  return null;
}

/** What a finding of a model means in the project: its class, or the answer to its question. */
export function meaningIn(
  schema: LabelSchema,
  facts: LabelModelFacts,
): (result: AssistResult) => { readonly classId: string | null; readonly answer: ProposalAnswer | null } {
  const match = facts.task === "classify" ? questionOfLabels(schema, facts.labels, facts.question) : null;
  return ({ label, isAnswer }) => {
    if (!label) return { classId: null, answer: null };
    if (!isAnswer) return { classId: classOfLabel(schema, label)?.id ?? null, answer: null };
    const value = match?.optionOf.get(label.index);
    const answer =
      match && value !== undefined ? { scope: match.field.scope, field: match.field.id, value } : null;
    return { classId: null, answer };
  };
}
