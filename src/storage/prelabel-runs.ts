import { isOpenProposal, type Proposal } from "../domain/proposal.ts";
import { type Said, say } from "../domain/said.ts";
import type { MainDatabase, PrelabelRunRow } from "./database.ts";
import { SaveError } from "./save-error.ts";

/** What one finished unit brings: its proposals, and the older ones that they replace. */
export interface UnitCommit {
  readonly run: string;
  readonly unit: number;
  readonly proposals: readonly Proposal[];
  /** Older proposals, of the same key and target, and what takes their place. */
  readonly superseded: readonly { readonly id: string; readonly by: string }[];
}

/**
 * Starts or goes on with a run, in one transaction so that two tabs get the same row: the youngest of the same series and key
 * that was killed, paused or cancelled before its end, else `fresh`.
 */
export async function openRun(db: MainDatabase, fresh: PrelabelRunRow): Promise<PrelabelRunRow> {
  return db.transaction("rw", db.prelabelRuns, async () => {
    const rows = await db.prelabelRuns.where("seriesUid").equals(fresh.seriesUid).toArray();
    const row = rows
      .filter(({ key, state }) => key === fresh.key && state !== "done" && state !== "failed")
      .sort((a, b) => (a.startedAt ?? "").localeCompare(b.startedAt ?? ""))
      .at(-1);
    const run: PrelabelRunRow = { ...(row ?? fresh), state: "running" };
    await db.prelabelRuns.put(run);
    return run;
  });
}

/** Changes the state of a run, leaving its cursor alone. */
export async function setRunState(
  db: MainDatabase,
  id: string,
  state: PrelabelRunRow["state"],
): Promise<PrelabelRunRow> {
  return db.transaction("rw", db.prelabelRuns, async () => {
    const row = await db.prelabelRuns.get(id);
    if (!row) throw gone();
    const next = { ...row, state };
    await db.prelabelRuns.put(next);
    return next;
  });
}

/**
 * Commits a finished unit: proposals, what they supersede and the cursor in one transaction, so that a kill leaves all or nothing
 * (assist 3.7). A decided proposal is never superseded. Rejects when the cursor is not at this unit: another tab moved it.
 */
export async function commitUnit(db: MainDatabase, commit: UnitCommit): Promise<PrelabelRunRow> {
  return db.transaction("rw", db.prelabelRuns, db.proposals, async () => {
    const row = await rowAt(db, commit.run, commit.unit);
    for (const { id, by } of commit.superseded) {
      const old = await db.proposals.get(id);
      if (old && isOpenProposal(old)) await db.proposals.put({ ...old, supersededBy: by });
    }
    await db.proposals.bulkAdd([...commit.proposals]);
    const next = { ...row, done: row.done + 1, proposals: (row.proposals ?? 0) + commit.proposals.length };
    await db.prelabelRuns.put(next);
    return next;
  });
}

/** Notes that a unit failed and moves the cursor past it. */
export async function commitFailedUnit(
  db: MainDatabase,
  run: string,
  unit: number,
  reason: Said,
): Promise<PrelabelRunRow> {
  return db.transaction("rw", db.prelabelRuns, async () => {
    const row = await rowAt(db, run, unit);
    const next = { ...row, done: row.done + 1, failedUnits: [...row.failedUnits, { unit, reason }] };
    await db.prelabelRuns.put(next);
    return next;
  });
}

/** Forgets a run whose proposals were discarded: asked again, it begins anew. */
export const forgetRun = (db: MainDatabase, id: string): Promise<void> => db.prelabelRuns.delete(id);

const gone = () =>
  new SaveError("no-study", say`The run is no longer in the store: its study or its proposals were removed.`);

async function rowAt(db: MainDatabase, run: string, unit: number): Promise<PrelabelRunRow> {
  const row = await db.prelabelRuns.get(run);
  if (!row) throw gone();
  if (row.done !== unit)
    throw new SaveError("unknown", say`Another tab goes on with this run. This one has ended.`);
  return row;
}
