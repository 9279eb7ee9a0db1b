import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting } from "./settings.ts";

/** Issue of each patient's identifiers, by pseudonym; a patient that is missing is at 0 (deidentification 3.5). */
export type Generations = Readonly<Record<string, number>>;

/** Name of the setting. */
export const generationsSetting = "generations";

/** The issues in force on this device. A value that cannot be read counts as none. */
export async function readGenerations(database: MainDatabase): Promise<Generations> {
  const stored = await readSetting(database, generationsSetting);
  if (typeof stored !== "object" || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(([, value]) => Number.isSafeInteger(value) && value > 0),
  );
}

/**
 * Gives a patient's later imports new identifiers, and says so in the device's chain, in one transaction. What is here keeps the old
 * ones: content never changes under one UID (sync 3.1). Resolves to the new issue.
 */
export async function raiseGeneration(
  database: MainDatabase,
  patientKey: string,
  by: { readonly chain: string; readonly actor: string; readonly at: string },
): Promise<number> {
  return database.transaction("rw", database.settings, database.audit, async () => {
    const now = await readGenerations(database);
    const generation = (now[patientKey] ?? 0) + 1;
    await database.settings.put({ key: generationsSetting, value: { ...now, [patientKey]: generation } });
    await appendAudit(database, {
      ...by,
      action: "generation-raised",
      target: patientKey,
      detail: { generation },
    });
    return generation;
  });
}
