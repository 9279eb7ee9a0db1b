import { type DeidOptions, deidOptionsSetting, optionsVersion, readOptions } from "../domain/deid/options.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting } from "./settings.ts";

/** The options in force on this device; strict where none were chosen. */
export async function readDeidOptions(db: MainDatabase): Promise<DeidOptions> {
  return readOptions(await readSetting(db, deidOptionsSetting));
}

/** Stores options and says in the device's chain who chose what, in one transaction. They count for later imports. */
export async function writeDeidOptions(
  db: MainDatabase,
  options: DeidOptions,
  by: { readonly chain: string; readonly actor: string; readonly at: string },
): Promise<void> {
  const value = readOptions(options);
  await db.transaction("rw", db.settings, db.audit, async () => {
    await db.settings.put({ key: deidOptionsSetting, value: { version: optionsVersion, ...value } });
    await appendAudit(db, { ...by, action: "deid-options", target: "project", detail: { ...value } });
  });
}
