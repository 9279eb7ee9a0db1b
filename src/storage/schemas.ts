import type { LabelSchema } from "../domain/label-schema.ts";
import { starterLabelSchema } from "../domain/label-schema-starter.ts";
import type { MainDatabase } from "./database.ts";

/** Name of the setting that holds the id of the project's label schema. */
const activeSchemaSetting = "schemaId";

/** The project's label schema; the starter, stored at the first call, when none was chosen. */
export async function activeSchema(db: MainDatabase): Promise<LabelSchema> {
  const setting = await db.settings.get(activeSchemaSetting);
  const chosen = typeof setting?.value === "string" ? setting.value : starterLabelSchema.id;
  const schema = await db.schemas.get(chosen);
  if (schema) return schema;
  await db.schemas.put(starterLabelSchema);
  return starterLabelSchema;
}

/** Stores a schema and makes it the project's (import of a schema; edits of an open study go through the log). */
export async function chooseSchema(db: MainDatabase, schema: LabelSchema): Promise<void> {
  await db.transaction("rw", db.schemas, db.settings, async () => {
    await db.schemas.put(schema);
    await db.settings.put({ key: activeSchemaSetting, value: schema.id });
  });
}
