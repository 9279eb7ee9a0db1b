import { type Annotation, type AnnotationTarget, objectOf } from "../../domain/annotation.ts";
import { fieldName } from "../../domain/label-field.ts";
import { everyClass, type LabelSchema } from "../../domain/label-schema.ts";
import { noteOf } from "../../domain/note.ts";
import { isOpenProposal, type Proposal, type ProposalAnswer } from "../../domain/proposal.ts";

/** Name and colour of a label or proposal. */
export interface LabelLookup {
  /** "Lesion 2" where a class has several, "Liver" where it has one. */
  nameOf(id: string): string;
  colorOf(classId: string | null): string;
  classNameOf(classId: string | null): string;
  /** What is written at a point; empty for everything else. */
  noteOf(label: Annotation): string;
}

/** Grey of what has no class yet. */
const unassignedColor = "#A8B1B9";

/** Question and answer as the project names them. */
function answerName(schema: LabelSchema, { field, value }: ProposalAnswer): string {
  const asked = schema.classifications?.find(({ id }) => id === field);
  const option = asked?.options?.find(({ id }) => id === value);
  return `${asked ? fieldName(asked) : field}: ${option ? fieldName(option) : value}`;
}

/** Numbers the labels of a class in the order they were made, then its open proposals in the order of their images. */
export function labelLookup(
  schema: LabelSchema,
  annotations: readonly Annotation[],
  proposals: readonly Proposal[],
  placeOf: (target: AnnotationTarget) => number,
  unassigned: string,
): LabelLookup {
  const classes = new Map(everyClass(schema).map((entry) => [entry.id, entry]));
  const classNameOf = (id: string | null) => classes.get(id ?? "")?.name ?? unassigned;
  const members = new Map<string, string[]>();
  const add = (classId: string | null, id: string) =>
    members.get(classId ?? "")?.push(id) ?? members.set(classId ?? "", [id]);
  const madeAt = ({ provenance }: Annotation) => provenance.createdAt;
  const made = annotations.toSorted((a, b) => (madeAt(a) < madeAt(b) ? -1 : madeAt(a) > madeAt(b) ? 1 : 0));
  // Slices of one thing have one name.
  const things = new Set<string>();
  for (const label of made) {
    if (!things.has(objectOf(label))) add(label.classId, objectOf(label));
    things.add(objectOf(label));
  }
  const waiting = proposals.filter(isOpenProposal).sort((a, b) => placeOf(a.target) - placeOf(b.target));
  const names = new Map<string, string>();
  for (const proposal of waiting) {
    if (proposal.answer) names.set(proposal.id, answerName(schema, proposal.answer));
    else add(proposal.classId, proposal.id);
  }
  for (const [classId, ids] of members) {
    const name = classNameOf(classId);
    ids.forEach((id, at) => {
      names.set(id, ids.length > 1 ? `${name} ${at + 1}` : name);
    });
  }
  for (const label of made) names.set(label.instanceUid, names.get(objectOf(label)) ?? unassigned);
  return {
    nameOf: (id) => names.get(id) ?? unassigned,
    colorOf: (id) => classes.get(id ?? "")?.color ?? unassignedColor,
    classNameOf,
    noteOf: (label) => noteOf(label, classes.get(label.classId)),
  };
}
