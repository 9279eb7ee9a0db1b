import { type DataUse, noDataUse } from "../domain/data-use.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

const name = "data-use";

/** What the project says of its data. */
export async function readDataUse(database: MainDatabase): Promise<DataUse> {
  const value = (await readSetting(database, name)) as Partial<DataUse> | undefined;
  return { ...noDataUse, ...value };
}

/** Keeps what a person wrote. */
export const writeDataUse = (database: MainDatabase, value: DataUse): Promise<void> =>
  writeSetting(database, name, value);
