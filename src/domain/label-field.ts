/** What a field of a class or of the schema takes. */
export type FieldKind = "choice" | "multi" | "number" | "text" | "boolean";

/** One answer of a `choice` or `multi`. `id` is permanent, `name` may change. */
export interface FieldOption {
  readonly id: string;
  readonly name?: string;
}

/** A question about a label (attribute) or about something larger (classification), export-and-workflow 3.1. */
export interface LabelField {
  readonly id: string;
  readonly name?: string;
  readonly kind: FieldKind;
  readonly required?: boolean;
  /** Of `choice` and `multi`. */
  readonly options?: readonly FieldOption[];
  /** Of `choice`: its options are the steps of a scale, in their order, so that readers one step apart agree more than those far apart. */
  readonly ordinal?: boolean;
  /** Of `number`; both ends count. */
  readonly min?: number;
  readonly max?: number;
  /** UCUM. */
  readonly unit?: string;
  /** Asked only where another field of the same list has this answer. */
  readonly when?: { readonly attribute: string; readonly equals: string | number | boolean };
}

/** What a classification is about. */
export type FieldScope = "study" | "series" | "image" | "frame" | "object";

/** A field that is not of a class but of a study, a series, an image, a frame or a thing in space. */
export interface ScopedField extends LabelField {
  readonly scope: FieldScope;
}

/** An answer. */
export type FieldValue = string | number | boolean | readonly string[];

/** Answers by the id of their field. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** What a person reads. */
export const fieldName = ({ name, id }: { readonly name?: string; readonly id: string }): string =>
  name || id;

/** Whether a field is asked, given the answers beside it; a field that hangs on one that is not asked is not asked either. */
export function isAsked(field: LabelField, fields: readonly LabelField[], values: FieldValues): boolean {
  const { when } = field;
  if (!when) return true;
  const parent = fields.find(({ id }) => id === when.attribute);
  // A field that names itself, or nobody, is never asked; a ring ends there as well.
  if (!parent || parent === field) return false;
  const others = fields.filter((other) => other !== field);
  if (!isAsked(parent, others, values)) return false;
  const value = values[parent.id];
  return Array.isArray(value) ? value.includes(String(when.equals)) : value === when.equals;
}

/** Whether an answer says something. */
const isGiven = (value: FieldValue | undefined): boolean =>
  value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/** The required fields that are asked and have no answer, in their order. */
export const missingFields = (fields: readonly LabelField[], values: FieldValues): LabelField[] =>
  fields.filter(
    (field) => field.required === true && isAsked(field, fields, values) && !isGiven(values[field.id]),
  );

/** What was expected of an answer that does not fit its field; null when it does. */
export function valueFault(field: LabelField, value: unknown): string | null {
  const ids = (field.options ?? []).map(({ id }) => id);
  const known = (one: unknown) => typeof one === "string" && ids.includes(one);
  switch (field.kind) {
    case "choice":
      return known(value) ? null : `one of ${ids.join(", ")}`;
    case "multi":
      return Array.isArray(value) && value.every(known) ? null : `a list of ${ids.join(", ")}`;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return "a number";
      if (field.min !== undefined && value < field.min) return `${field.min} or more`;
      return field.max !== undefined && value > field.max ? `${field.max} or less` : null;
    case "text":
      return typeof value === "string" ? null : "text";
    case "boolean":
      return typeof value === "boolean" ? null : "true or false";
  }
}
