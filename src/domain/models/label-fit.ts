import type { AssistResult, InferState, LabelModelFacts } from "../calls/assist-calls.ts";
import type { LabelSchema } from "../label-schema.ts";
import type { ProposalAnswer } from "../proposal.ts";
import type { Series } from "../study.ts";
import { classOfLabel, questionOfLabels } from "./map-labels.ts";

/** Why a model that finds things by itself has nothing to say about a series of this project. */
export type LabelMisfit =
  | { readonly code: "modality"; readonly expected: readonly string[]; readonly found: string }
  /** It works in millimetres, and the images do not say how large their pixels are. */
  | { readonly code: "spacing" }
  | { readonly code: "question"; readonly labels: readonly string[] };

/** Whether a model that answers prompts is for images of another kind; null: it fits. */
export function modalityMisfit(
  { modalities = ["*"] }: Pick<InferState, "modalities">,
  { modality }: Pick<Series, "modality">,
): LabelMisfit | null {
  const fits = modalities.includes("*") || modalities.includes(modality);
  return fits ? null : { code: "modality", expected: modalities, found: modality };
}

/** Whether a model fits a series and the project's questions; null: it does (assist 3.7). */
export function misfitOf(
  facts: LabelModelFacts,
  series: Pick<Series, "modality">,
  schema: LabelSchema,
  hasSpacing: boolean,
): LabelMisfit | null {
  const other = modalityMisfit(facts, series);
  if (other) return other;
  if (facts.needsSpacing && !hasSpacing) return { code: "spacing" };
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
