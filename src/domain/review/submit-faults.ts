import { type Annotation, type AnnotationTarget, objectOf } from "../annotation.ts";
import type { Classification } from "../classification.ts";
import { fieldName, missingFields } from "../label-field.ts";
import type { LabelSchema } from "../label-schema.ts";
import { isOpenProposal, type Proposal } from "../proposal.ts";

/** What keeps a study from being submitted; each names what is to be done and where. */
export type SubmitFault =
  | {
      readonly code: "field-missing";
      readonly object: string;
      readonly instanceUid: string;
      readonly field: string;
      readonly name: string;
    }
  | {
      readonly code: "answer-missing";
      readonly field: string;
      readonly name: string;
      readonly series: string | null;
    }
  | { readonly code: "proposal-open"; readonly proposal: string; readonly target: AnnotationTarget }
  | { readonly code: "class-missing"; readonly instanceUid: string }
  | { readonly code: "versions-forked" };

export interface SubmitFacts {
  readonly schema: LabelSchema;
  readonly annotations: readonly Annotation[];
  readonly proposals: readonly Proposal[];
  readonly classifications: readonly Classification[];
  /** Series with images: each is asked the questions about series. */
  readonly seriesUids: readonly string[];
  /** Whether this reader has two newest versions of the study that were not put together yet. */
  readonly isForked?: boolean;
}

/**
 * Why a study cannot be submitted yet, in the order to mend it; empty when it can (export-and-workflow 3.3). Required questions about
 * images and frames count only where something was answered or drawn on them: nobody has to answer for a thousand empty slices.
 */
export function submitFaults(facts: SubmitFacts): SubmitFault[] {
  const { schema, annotations, proposals } = facts;
  const faults: SubmitFault[] = facts.isForked ? [{ code: "versions-forked" }] : [];
  for (const { id, target } of proposals.filter(isOpenProposal))
    faults.push({ code: "proposal-open", proposal: id, target });
  const classes = new Map(schema.classes.map((entry) => [entry.id, entry]));
  const seen = new Set<string>();
  for (const label of annotations) {
    const object = objectOf(label);
    if (label.classId === "") faults.push({ code: "class-missing", instanceUid: label.instanceUid });
    if (seen.has(object)) continue;
    seen.add(object);
    const fields = classes.get(label.classId)?.attributes ?? [];
    for (const field of missingFields(fields, label.attributes))
      faults.push({
        code: "field-missing",
        object,
        instanceUid: label.instanceUid,
        field: field.id,
        name: fieldName(field),
      });
  }
  return [...faults, ...unanswered(facts)];
}

/** The questions about study and series that wait for an answer. */
function unanswered({ schema, classifications, seriesUids }: SubmitFacts): SubmitFault[] {
  const fields = schema.classifications ?? [];
  const faults: SubmitFault[] = [];
  const ask = (scope: "study" | "series", series: string | null) => {
    const here = classifications.filter(
      (one) => one.scope === scope && (series === null || one.target.series === series),
    );
    const values = Object.fromEntries(here.map((one) => [one.field, one.value]));
    const asked = fields.filter((field) => field.scope === scope);
    for (const field of missingFields(asked, values))
      faults.push({ code: "answer-missing", field: field.id, name: fieldName(field), series });
  };
  ask("study", null);
  for (const series of seriesUids) ask("series", series);
  return faults;
}
