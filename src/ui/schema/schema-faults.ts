import type { LabelField, ScopedField } from "../../domain/label-field.ts";
import type { ClassKeypoints, LabelClass } from "../../domain/label-schema.ts";

/** Why a draft cannot be published yet. */
export type SchemaFault =
  | { readonly kind: "name-missing" }
  | { readonly kind: "question-missing" }
  | { readonly kind: "question-clash"; readonly name: string }
  | { readonly kind: "point-missing" }
  | { readonly kind: "point-clash"; readonly name: string }
  | { readonly kind: "options-missing"; readonly name: string }
  | { readonly kind: "name-clash"; readonly name: string }
  | { readonly kind: "key-clash"; readonly key: string; readonly a: string; readonly b: string };

/** The first fault of a list of classes; null when it may be published. */
export function schemaFault(
  classes: readonly LabelClass[],
  scoped: readonly ScopedField[] = [],
): SchemaFault | null {
  const names = new Map<string, LabelClass>();
  const keys = new Map<string, LabelClass>();
  for (const entry of classes) {
    const name = entry.name.trim().toLowerCase();
    if (name === "") return { kind: "name-missing" };
    if (names.has(name)) return { kind: "name-clash", name: entry.name.trim() };
    names.set(name, entry);
    if (entry.hotkey === "") continue;
    const other = keys.get(entry.hotkey);
    if (other) return { kind: "key-clash", key: entry.hotkey, a: other.name, b: entry.name };
    keys.set(entry.hotkey, entry);
  }
  for (const { attributes = [], keypoints } of classes) {
    const fault = fieldFault(attributes) ?? pointFault(keypoints);
    if (fault) return fault;
  }
  return fieldFault(scoped);
}

function pointFault(keypoints: ClassKeypoints | undefined): SchemaFault | null {
  const names = new Set<string>();
  for (const { name } of keypoints?.joints ?? []) {
    const text = name.trim();
    if (text === "") return { kind: "point-missing" };
    if (names.has(text.toLowerCase())) return { kind: "point-clash", name: text };
    names.add(text.toLowerCase());
  }
  return null;
}

/** The first fault of questions that stand beside each other. */
function fieldFault(fields: readonly LabelField[]): SchemaFault | null {
  const names = new Set<string>();
  for (const { name, id, kind, options = [] } of fields) {
    const text = (name ?? id).trim();
    if (text === "") return { kind: "question-missing" };
    if (names.has(text.toLowerCase())) return { kind: "question-clash", name: text };
    names.add(text.toLowerCase());
    if ((kind === "choice" || kind === "multi") && options.length === 0)
      return { kind: "options-missing", name: text };
  }
  return null;
}
