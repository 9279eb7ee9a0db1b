import type { FieldOption, ScopedField } from "../label-field.ts";
import type { LabelClass, LabelSchema } from "../label-schema.ts";
import type { ModelLabel } from "./graph-manifest.ts";

const plain = (name: string) => name.trim().toLowerCase();

/** The class of the project that a model's label means: by code, then id, then name; null when there is none. */
export function classOfLabel(schema: Pick<LabelSchema, "classes">, label: ModelLabel): LabelClass | null {
  const { code } = label;
  const coded = code
    ? schema.classes.find(({ type }) => type?.scheme === code.scheme && type.value === code.value)
    : undefined;
  return (
    coded ??
    schema.classes.find(({ id }) => plain(id) === plain(label.id)) ??
    schema.classes.find(({ name }) => plain(name) === plain(label.name)) ??
    null
  );
}

/** The answer of a choice that a model's label means: by id, then by name. */
function optionOfLabel(options: readonly FieldOption[], label: ModelLabel): FieldOption | null {
  return (
    options.find(({ id }) => plain(id) === plain(label.id)) ??
    options.find(({ id, name }) => plain(name || id) === plain(label.name)) ??
    null
  );
}

/** A question and which of its answers each label means. */
export interface QuestionMatch {
  readonly field: ScopedField;
  readonly optionOf: ReadonlyMap<number, string>;
}

/**
 * The question that a classifier answers: the one that its manifest names, else the first among whose answers all its labels are. Only choices
 * about a frame or an image: it sees one at a time. Null when the project asks nothing of the kind.
 */
export function questionOfLabels(
  schema: Pick<LabelSchema, "classifications">,
  labels: readonly ModelLabel[],
  question: string | null,
): QuestionMatch | null {
  for (const field of schema.classifications ?? []) {
    if (field.kind !== "choice" || (field.scope !== "image" && field.scope !== "frame")) continue;
    if (question !== null && field.id !== question) continue;
    const optionOf = new Map<number, string>();
    for (const label of labels) {
      const option = optionOfLabel(field.options ?? [], label);
      if (option) optionOf.set(label.index, option.id);
    }
    if (optionOf.size === labels.length) return { field, optionOf };
  }
  return null;
}
