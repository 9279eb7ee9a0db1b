import type { ScopedField } from "../domain/label-field.ts";
import type { LabelClass, LabelSchema } from "../domain/label-schema.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

/** What a person has changed of a schema and not published yet. */
export interface SchemaDraft {
  readonly classes: readonly LabelClass[];
  readonly scoped: readonly ScopedField[];
}

interface KeptDraft extends SchemaDraft {
  readonly schemaId: string;
  readonly version: number;
}

const key = "schemaDraft";

/** The draft that was left of this very version; null where there is none, or another version was published since. */
export async function readSchemaDraft(
  database: MainDatabase,
  { id, version }: LabelSchema,
): Promise<SchemaDraft | null> {
  const kept = (await readSetting(database, key)) as KeptDraft | undefined;
  return kept?.schemaId === id && kept.version === version ? kept : null;
}

/** Keeps the draft of a version until it is published or discarded (null). */
export function keepSchemaDraft(
  database: MainDatabase,
  { id, version }: LabelSchema,
  draft: SchemaDraft | null,
): Promise<void> {
  return draft === null
    ? database.settings.delete(key)
    : writeSetting(database, key, { schemaId: id, version, ...draft } satisfies KeptDraft);
}
