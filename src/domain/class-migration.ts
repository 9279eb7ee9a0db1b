import type { Annotation } from "./annotation.ts";
import { sha256OfJson } from "./audit-chain.ts";
import { type FieldValue, fieldName, missingFields, valueFault } from "./label-field.ts";
import {
  everyClass,
  type GeometryKind,
  type LabelClass,
  type LabelSchema,
  type RetiredClass,
} from "./label-schema.ts";
import type { Proposal } from "./proposal.ts";

/** What moving the labels of a class to another does, before it is done (export-and-workflow 3.1). */
export interface MigrationPlan {
  readonly labels: readonly (readonly [from: Annotation, to: Annotation])[];
  /** Proposals that nobody decided on yet. */
  readonly proposals: readonly (readonly [from: Proposal, to: Proposal])[];
  /** Answers that the other class has no question for, or that do not fit it: its name, and on how many labels it is lost. */
  readonly lost: readonly { readonly name: string; readonly labels: number }[];
  /** Required questions of the other class that moved labels have no answer to. */
  readonly missing: readonly { readonly name: string; readonly labels: number }[];
  /** Labels that stay, because they are locked. */
  readonly locked: number;
  /** Labels that stay, because the other class is not drawn as they are. */
  readonly otherKind: readonly { readonly kind: GeometryKind; readonly labels: number }[];
}

const counted = (names: readonly string[]) =>
  [...new Set(names)].map((name) => ({ name, labels: names.filter((one) => one === name).length }));

/** Kinds that a class says it is drawn as; lines and points belong to any class. */
function kindRefused({ geometry }: Annotation, to: LabelClass): GeometryKind | null {
  const kind = (["mask", "polygon", "box"] as const).find((one) => one === geometry.type);
  return kind && to.geometry.length > 0 && !to.geometry.includes(kind) ? kind : null;
}

/**
 * Plans to move labels (and open proposals) of the class `from` to the class `to` of a schema; others among them are left alone. IDs, pixels,
 * status and provenance stay; answers stay where the other class asks the same.
 */
export function planMigration(
  schema: LabelSchema,
  from: string,
  to: LabelClass,
  labels: readonly Annotation[],
  proposals: readonly Proposal[],
): MigrationPlan {
  const fields = to.attributes ?? [];
  const asked = new Map(fields.map((field) => [field.id, field]));
  const known = everyClass(schema).find(({ id }) => id === from)?.attributes ?? [];
  const [lost, missing]: [string[], string[]] = [[], []];
  const otherKind: GeometryKind[] = [];
  const moved: (readonly [Annotation, Annotation])[] = [];
  let locked = 0;
  for (const label of labels) {
    if (label.classId !== from) continue;
    const refused = kindRefused(label, to);
    if (label.locked) locked++;
    else if (refused) otherKind.push(refused);
    if (label.locked || refused) continue;
    const attributes: Record<string, FieldValue> = {};
    for (const [id, value] of Object.entries(label.attributes)) {
      const field = asked.get(id);
      if (field && valueFault(field, value) === null) attributes[id] = value;
      else lost.push(fieldName(known.find((one) => one.id === id) ?? field ?? { id }));
    }
    missing.push(...missingFields(fields, attributes).map(fieldName));
    moved.push([label, { ...label, classId: to.id, attributes, schemaVersion: schema.version }]);
  }
  return {
    labels: moved,
    proposals: proposals
      .filter(({ classId, state }) => classId === from && state === "proposed")
      .map((proposal) => [proposal, { ...proposal, classId: to.id }] as const),
    lost: counted(lost),
    missing: counted(missing),
    locked,
    otherKind: counted(otherKind).map(({ name, labels: count }) => ({
      kind: name as GeometryKind,
      labels: count,
    })),
  };
}

const following = (schema: LabelSchema): Pick<LabelSchema, "version" | "previous"> => ({
  version: schema.version + 1,
  previous: { version: schema.version, sha256: sha256OfJson(schema) },
});

/** The next version without a class: its index and id are never given out again; what it was stays with it. */
export function retireClass(schema: LabelSchema, id: string, replacedBy: string | null): LabelSchema {
  const was = schema.classes.find((entry) => entry.id === id);
  if (!was) throw new RangeError(`No class ${id} to retire.`);
  const entry: RetiredClass = { id, index: was.index, name: was.name, replacedBy, was };
  return {
    ...schema,
    ...following(schema),
    classes: schema.classes.filter((other) => other !== was),
    retired: [...(schema.retired ?? []).filter((other) => other.id !== id), entry],
  };
}

/** The next version with a retired class back among the others. Throws where nothing says what it was. */
export function restoreClass(schema: LabelSchema, id: string): LabelSchema {
  const was = schema.retired?.find((entry) => entry.id === id)?.was;
  if (!was) throw new RangeError(`No retired class ${id} that could come back.`);
  // Its key may be another's by now.
  const taken = schema.classes.some(({ hotkey }) => hotkey !== "" && hotkey === was.hotkey);
  return {
    ...schema,
    ...following(schema),
    classes: [...schema.classes, taken ? { ...was, hotkey: "" } : was].sort((a, b) => a.index - b.index),
    retired: (schema.retired ?? []).filter((entry) => entry.id !== id),
  };
}
