import type { FieldKind, FieldScope } from "./label-field.ts";
import type { LabelSchema } from "./label-schema.ts";
import { type Said, say } from "./said.ts";

type Fault = (where: string, expected: string) => Error;

const kinds: readonly FieldKind[] = ["choice", "multi", "number", "text", "boolean"];
const scopes: readonly FieldScope[] = ["study", "series", "image", "frame", "object"];

const record = (value: unknown, where: string, fault: Fault): Readonly<Record<string, unknown>> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault(where, "an object");
  return value as Readonly<Record<string, unknown>>;
};
const list = (value: unknown, where: string, fault: Fault): readonly unknown[] => {
  if (!Array.isArray(value)) throw fault(where, "a list");
  return value;
};
const text = (value: unknown, where: string, fault: Fault): string => {
  if (typeof value !== "string" || value === "") throw fault(where, "text");
  return value;
};

function readFields(value: unknown, where: string, fault: Fault, scoped: boolean): void {
  if (value === undefined) return;
  const ids = new Set<string>();
  for (const [at, item] of list(value, where, fault).entries()) {
    const place = `${where}[${at}]`;
    const field = record(item, place, fault);
    const id = text(field.id, `${place}.id`, fault);
    if (ids.has(id)) throw fault(`${place}.id`, `an id of its own, not “${id}” once more`);
    ids.add(id);
    if (!kinds.includes(field.kind as FieldKind)) throw fault(`${place}.kind`, kinds.join(", "));
    if (scoped && !scopes.includes(field.scope as FieldScope))
      throw fault(`${place}.scope`, scopes.join(", "));
    if (field.kind === "choice" || field.kind === "multi")
      for (const [index, option] of list(field.options, `${place}.options`, fault).entries())
        text(record(option, `${place}.options[${index}]`, fault).id, `${place}.options[${index}].id`, fault);
    if (field.ordinal !== undefined && typeof field.ordinal !== "boolean")
      throw fault(`${place}.ordinal`, "true or false");
    for (const end of ["min", "max"])
      if (field[end] !== undefined && !Number.isFinite(field[end]))
        throw fault(`${place}.${end}`, "a number");
  }
}

function readCode(value: unknown, where: string, fault: Fault): void {
  if (value === undefined || value === null) return;
  const code = record(value, where, fault);
  for (const name of ["scheme", "value", "meaning"]) text(code[name], `${where}.${name}`, fault);
}

function readKeypoints(value: unknown, where: string, fault: Fault): void {
  if (value === undefined) return;
  const { joints, edges } = record(value, where, fault);
  const ids = new Set<string>();
  for (const [at, item] of list(joints, `${where}.joints`, fault).entries()) {
    const joint = record(item, `${where}.joints[${at}]`, fault);
    const id = text(joint.id, `${where}.joints[${at}].id`, fault);
    text(joint.name, `${where}.joints[${at}].name`, fault);
    if (ids.has(id)) throw fault(`${where}.joints[${at}].id`, `an id of its own, not “${id}” once more`);
    ids.add(id);
  }
  if (ids.size === 0) throw fault(`${where}.joints`, "one point or more");
  for (const [at, item] of list(edges, `${where}.edges`, fault).entries()) {
    const ends = list(item, `${where}.edges[${at}]`, fault);
    if (ends.length !== 2 || ends[0] === ends[1] || !ends.every((id) => ids.has(String(id))))
      throw fault(`${where}.edges[${at}]`, "the ids of two points of the class");
  }
}

/** A schema out of JSON, checked field by field; throws what `fault` makes of the place and of what was expected there. */
export function readLabelSchema(value: unknown, where: string, fault: Fault): LabelSchema {
  const schema = record(value, where, fault);
  if (schema.schema !== "overread-label-schema/1") throw fault(`${where}.schema`, "overread-label-schema/1");
  text(schema.id, `${where}.id`, fault);
  if (!Number.isInteger(schema.version) || Number(schema.version) < 1)
    throw fault(`${where}.version`, "a whole number from 1");
  const ids = new Set<string>();
  const indices = new Set<number>();
  for (const [at, item] of list(schema.classes, `${where}.classes`, fault).entries()) {
    const place = `${where}.classes[${at}]`;
    const entry = record(item, place, fault);
    const id = text(entry.id, `${place}.id`, fault);
    const index = Number(entry.index);
    if (!Number.isInteger(entry.index) || index < 1 || index > 65_535)
      throw fault(`${place}.index`, "a whole number from 1 to 65535");
    if (ids.has(id)) throw fault(`${place}.id`, `an id of its own, not “${id}” once more`);
    if (indices.has(index)) throw fault(`${place}.index`, `an index of its own, not ${index} once more`);
    ids.add(id);
    indices.add(index);
    text(entry.name, `${place}.name`, fault);
    if (!/^#[0-9A-Fa-f]{6}$/.test(String(entry.color))) throw fault(`${place}.color`, "#RRGGBB");
    if (typeof entry.hotkey !== "string") throw fault(`${place}.hotkey`, "text");
    list(entry.geometry, `${place}.geometry`, fault);
    if (!["allow", "exclusive", "protect"].includes(String(entry.overlap)))
      throw fault(`${place}.overlap`, "allow, exclusive or protect");
    for (const code of ["category", "type", "modifier", "site"])
      readCode(entry[code], `${place}.${code}`, fault);
    readFields(entry.attributes, `${place}.attributes`, fault, false);
    readKeypoints(entry.keypoints, `${place}.keypoints`, fault);
  }
  for (const [at, item] of (schema.retired === undefined
    ? []
    : list(schema.retired, `${where}.retired`, fault)
  ).entries()) {
    const place = `${where}.retired[${at}]`;
    const entry = record(item, place, fault);
    const id = text(entry.id, `${place}.id`, fault);
    const index = Number(entry.index);
    if (!Number.isInteger(entry.index) || index < 1 || index > 65_535)
      throw fault(`${place}.index`, "a whole number from 1 to 65535");
    // A retired index or id is never given out again (export-and-workflow 3.1).
    if (ids.has(id)) throw fault(`${place}.id`, `an id that no other class has, not “${id}”`);
    if (indices.has(index)) throw fault(`${place}.index`, `an index that no other class has, not ${index}`);
    ids.add(id);
    indices.add(index);
  }
  readFields(schema.classifications, `${where}.classifications`, fault, true);
  return schema as unknown as LabelSchema;
}

/** Why one schema cannot take the place of another: a class would change its index or its id. Both are named; null when it can. */
export function schemaClash(present: LabelSchema, next: LabelSchema): Said | null {
  const known = [...present.classes, ...(present.retired ?? [])];
  const named = (entry: { readonly id: string; readonly name?: string }) => entry.name ?? entry.id;
  for (const entry of [...next.classes, ...(next.retired ?? [])]) {
    const sameId = known.find(({ id }) => id === entry.id);
    if (sameId && sameId.index !== entry.index)
      return say`“${named(entry)}” has the index ${entry.index} there and “${named(sameId)}”, of the same id, ${sameId.index} here`;
    const sameIndex = known.find(({ index }) => index === entry.index);
    if (sameIndex && sameIndex.id !== entry.id)
      return say`the index ${entry.index} is of “${named(entry)}” there and of “${named(sameIndex)}” here`;
  }
  return null;
}
