import type { FieldOption, LabelField } from "./label-field.ts";

/** Marks the id of a field that was not published yet. */
const draftMark = "new:";

/** The id of a field in a draft: its own for ever comes with its name, at publishing. */
export const draftFieldId = (fields: readonly LabelField[]): string => draftId(fields);

/** The same for anything with an id. */
export function draftId(items: readonly { readonly id: string }[]): string {
  const used = new Set(items.map(({ id }) => id));
  let at = items.length + 1;
  while (used.has(`${draftMark}${at}`)) at++;
  return `${draftMark}${at}`;
}

/** Whether an id is one of a draft, not published yet. */
export const isDraftId = (id: string): boolean => id.startsWith(draftMark);

/** A name as an id: small letters, digits, hyphens. */
const slug = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "field";

/** An id for ever out of a name, which no other has. */
export function freeId(name: string, used: ReadonlySet<string>): string {
  const base = slug(name);
  let id = base;
  for (let at = 2; used.has(id); at++) id = `${base}-${at}`;
  return id;
}

/** Answers to choose from by their names: those that were there keep their ids. */
export function optionsNamed(names: readonly string[], before: readonly FieldOption[]): FieldOption[] {
  const used = new Set(before.map(({ id }) => id));
  return names.map((name) => {
    const known = before.find((option) => (option.name ?? option.id) === name);
    if (known) return known;
    const id = freeId(name, used);
    used.add(id);
    return { id, name };
  });
}

/** The fields of a draft with ids for ever; a `when` follows the field that it names. */
export function settleFields<F extends LabelField>(fields: readonly F[]): F[] {
  const used = new Set(fields.map(({ id }) => id).filter((id) => !id.startsWith(draftMark)));
  const ids = new Map<string, string>();
  for (const { id, name } of fields) {
    const settled = id.startsWith(draftMark) ? freeId(name ?? "", used) : id;
    used.add(settled);
    ids.set(id, settled);
  }
  return fields.map((field) => {
    const when = field.when && {
      ...field.when,
      attribute: ids.get(field.when.attribute) ?? field.when.attribute,
    };
    return { ...field, id: ids.get(field.id) ?? field.id, ...(when ? { when } : {}) };
  });
}
