import { restoreClass, retireClass } from "../../domain/class-migration.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { type MigrationRows, moveClass, planClassMigration, undoMove } from "../../storage/migrate-class.ts";
import { publishSchema } from "../../storage/publish-schema.ts";
import { holdStudy, type StudyHold } from "../../storage/study-lock.ts";
import { readIdentity } from "../app/identity.ts";

/** What the person chose in the dialog. */
export interface MoveChoice {
  readonly from: string;
  /** Null: labels keep their class. */
  readonly to: string | null;
  readonly retire: boolean;
}

/** What was done; `busy`: nothing, because another tab has a study with such labels open. */
export type MoveOutcome = { readonly kind: "busy" } | { readonly kind: "done"; readonly rows: MigrationRows };

async function context(database: MainDatabase) {
  const { user, device } = await readIdentity(database);
  return { chain: device, actor: user, at: new Date().toISOString() };
}

/** Holds all studies for the time of a task, so that no open session writes over it; null when one cannot be had. */
async function withStudies<T>(uids: readonly string[], task: () => Promise<T>): Promise<T | null> {
  const holds: StudyHold[] = [];
  try {
    for (const uid of uids) {
      const hold = await holdStudy(uid, { force: false, onLost: () => undefined });
      if (!hold) return null;
      holds.push(hold);
    }
    return await task();
  } finally {
    for (const hold of holds) await hold.release();
  }
}

/** Retires a class, moves its labels, or both. */
export async function runMove(
  database: MainDatabase,
  schema: LabelSchema,
  { from, to, retire }: MoveChoice,
): Promise<MoveOutcome> {
  const plan = to === null ? null : await planClassMigration(database, schema, from, to);
  const next = retire ? retireClass(schema, from, to) : null;
  const by = await context(database);
  const rows = await withStudies([...(plan?.studies.keys() ?? [])], () =>
    moveClass(database, { from, to, next }, by),
  );
  return rows ? { kind: "done", rows } : { kind: "busy" };
}

/** Takes a move back; null when a study is open elsewhere. Gives how many labels have changed since. */
export async function runUndo(database: MainDatabase, rows: MigrationRows): Promise<number | null> {
  const by = await context(database);
  return withStudies(
    rows.map(({ studyUid }) => studyUid),
    () => undoMove(database, rows, by),
  );
}

/** Brings a retired class back in the next version. */
export async function runRestore(database: MainDatabase, schema: LabelSchema, id: string): Promise<void> {
  await publishSchema(database, restoreClass(schema, id), await context(database));
}
