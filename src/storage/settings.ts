import type { MainDatabase } from "./database.ts";

/** The value under a name, or undefined. The caller knows its type and checks it. */
export async function readSetting(database: MainDatabase, key: string): Promise<unknown> {
  return (await database.settings.get(key))?.value;
}

/** Stores a value under a name. */
export async function writeSetting(database: MainDatabase, key: string, value: unknown): Promise<void> {
  await database.settings.put({ key, value });
}
