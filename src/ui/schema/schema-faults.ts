import type { LabelClass } from "../../domain/label-schema.ts";

/** Why a draft cannot be published yet. */
export type SchemaFault =
  | { readonly kind: "name-missing" }
  | { readonly kind: "name-clash"; readonly name: string }
  | { readonly kind: "key-clash"; readonly key: string; readonly a: string; readonly b: string };

/** The first fault of a list of classes; null when it may be published. */
export function schemaFault(classes: readonly LabelClass[]): SchemaFault | null {
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
  return null;
}
