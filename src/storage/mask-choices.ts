import type { MaskChoices } from "../domain/calls/labels-calls.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

const name = "mask-classes";

const stored = async (db: MainDatabase) =>
  ((await readSetting(db, name)) ?? {}) as Readonly<Record<string, MaskChoices>>;

/** What a person last said of the values of masks under this schema; classes that it has no more are forgotten. */
export async function readMaskChoices(db: MainDatabase, schema: LabelSchema): Promise<MaskChoices> {
  const last = (await stored(db))[schema.id];
  const known = new Set(schema.classes.map(({ id }) => id));
  const classes = Object.entries(last?.classes ?? {}).filter(([, id]) => id === null || known.has(id));
  return { classes: Object.fromEntries(classes), things: last?.things === "part" ? "part" : "value" };
}

/** Keeps what was said, for the next masks; values that did not occur stay as they were said before. */
export async function writeMaskChoices(
  db: MainDatabase,
  schemaId: string,
  { classes, things }: MaskChoices,
): Promise<void> {
  const all = await stored(db);
  const before = all[schemaId]?.classes ?? {};
  await writeSetting(db, name, { ...all, [schemaId]: { classes: { ...before, ...classes }, things } });
}
