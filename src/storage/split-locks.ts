import type { SplitName } from "../domain/split.ts";
import type { MainDatabase } from "./database.ts";

/** The part that each patient was given by an export that was handed over. */
export async function readSplitLocks(database: MainDatabase): Promise<ReadonlyMap<string, SplitName>> {
  const rows = await database.splitLocks.toArray();
  return new Map(rows.map(({ patientKey, part }) => [patientKey, part]));
}

/** Locks patients to their parts; who has a part keeps it. */
export async function lockSplit(
  database: MainDatabase,
  parts: ReadonlyMap<string, SplitName>,
  at: string,
): Promise<void> {
  await database.transaction("rw", database.splitLocks, async () => {
    const known = await readSplitLocks(database);
    const rows = [...parts].filter(([patientKey]) => !known.has(patientKey));
    await database.splitLocks.bulkAdd(rows.map(([patientKey, part]) => ({ patientKey, part, at })));
  });
}
