import Dexie from "dexie";
import { sha256OfJson } from "../domain/audit-chain.ts";
import type { EditRecord, LogRow, LogRowDraft, RecordDiff } from "../domain/record-diff.ts";
import { say } from "../domain/said.ts";
import { appendAudit, auditHead } from "./audit.ts";
import { dropBallast, noteBallastUsed } from "./ballast.ts";
import type { MainDatabase } from "./database.ts";
import { applyMaskDiffs } from "./masks.ts";
import { withRetry } from "./retry.ts";
import { SaveError } from "./save-error.ts";
import { freezeVersion } from "./versions.ts";

/** Who writes: the device's audit chain, and the tab whose open stroke this commit ends (null: none). */
export interface CommitContext {
  readonly chain: string;
  readonly tab: string | null;
}

/** The tables that a commit touches; a caller that writes more in the same transaction adds its own. */
export const logTables = (db: MainDatabase) => [
  db.log,
  db.studies,
  db.annotations,
  db.proposals,
  db.schemas,
  db.maskTiles,
  db.audit,
  db.strokes,
  db.classifications,
  db.reviews,
  db.versions,
];

/**
 * One act to disk in ONE transaction: log row, changed records, changed tiles, audit event, end of the stroke draft.
 * A row that is already there (a retry after a lost answer) is left alone. Throws {@link SaveError}; then nothing is
 * stored.
 */
export async function commitLogRow(
  db: MainDatabase,
  studyUid: string,
  draft: LogRowDraft,
  context: CommitContext,
  pause?: (delayMs: number) => Promise<void>,
): Promise<LogRow> {
  const diffSha256 = sha256OfJson(draft.diff);
  const write = () =>
    withRetry(
      db,
      () =>
        // An async function, or Dexie does not follow its native awaits and commits before the end.
        db.transaction("rw", logTables(db), async () =>
          writeLogRow(db, studyUid, draft, context, diffSha256),
        ),
      pause,
    );
  try {
    return await write();
  } catch (error) {
    // A label is worth more than the room that was kept for it (sync 3.10).
    if (!(error instanceof SaveError) || error.code !== "quota" || !(await dropBallast(db))) throw error;
    const row = await write();
    await noteBallastUsed(db).catch(() => undefined);
    return row;
  }
}

/** The inside of a commit, for callers that have opened the transaction (over {@link logTables}, in an `async` function) themselves. */
export async function writeLogRow(
  db: MainDatabase,
  studyUid: string,
  draft: LogRowDraft,
  { chain, tab }: CommitContext,
  diffSha256 = sha256OfJson(draft.diff),
): Promise<LogRow> {
  // Asked for together: every answer that is waited for alone is a turn of the page, and a hand waits for "Saved".
  const [known, study, seq, head] = await Promise.all([
    db.log.get(draft.id),
    db.studies.get(studyUid),
    lastSeq(db, studyUid),
    auditHead(db, chain),
  ]);
  if (known) return known;
  if (!study) {
    throw new SaveError("no-study", say`Not saved: the study of this label is no longer in the store.`);
  }
  const row: LogRow = { ...draft, studyUid, seq: seq + 1 };
  const [skippedPixels] = await Promise.all([
    applyMaskDiffs(db, studyUid, draft.diff.masks),
    db.log.add(row),
    writeRecords(db, studyUid, draft.diff),
    tab === null ? null : db.strokes.delete([studyUid, tab]),
  ]);
  await db.studies.update(studyUid, { appliedSeq: row.seq });
  await freezeVersion(db, row, chain);
  const event = {
    chain,
    at: draft.at,
    actor: draft.actor,
    action: draft.actionId,
    target: auditTarget(draft.diff) ?? studyUid,
    detail: { logId: draft.id, diffSha256, ...(skippedPixels > 0 ? { skippedPixels } : {}) },
  };
  await appendAudit(db, event, head);
  return row;
}

/** Highest sequence number of a study's log; 0 when it is empty. */
export async function lastSeq(db: MainDatabase, studyUid: string): Promise<number> {
  // The key alone: a row holds all pixels of its act.
  const [key] = await logOf(db, studyUid).reverse().limit(1).keys();
  return Array.isArray(key) ? Number(key[1]) : 0;
}

/** The whole log of a study in order. */
export const readLog = (db: MainDatabase, studyUid: string): Promise<LogRow[]> =>
  logOf(db, studyUid).toArray();

const logOf = (db: MainDatabase, studyUid: string) =>
  db.log.where("[studyUid+seq]").between([studyUid, Dexie.minKey], [studyUid, Dexie.maxKey]);

/** What an act was about: its first label, else its first record. */
function auditTarget({ added, updated, removed }: RecordDiff): string | null {
  const records = [
    ...Object.values(added),
    ...Object.values(updated).map(([, to]) => to),
    ...Object.values(removed),
  ];
  return (records.find((record) => record.kind === "annotation") ?? records[0])?.id ?? null;
}

/** Writes the record part of a diff; call it inside a transaction. */
export async function writeRecords(db: MainDatabase, studyUid: string, diff: RecordDiff): Promise<void> {
  const puts = [...Object.values(diff.added), ...Object.values(diff.updated).map(([, to]) => to)];
  // No two of a diff are the same record.
  await Promise.all([
    ...Object.values(diff.removed).map((record) => deleteRecord(db, record)),
    ...puts.map((record) => putRecord(db, studyUid, record)),
  ]);
}

async function putRecord(db: MainDatabase, studyUid: string, record: EditRecord): Promise<void> {
  switch (record.kind) {
    case "annotation":
      await db.annotations.put({ instanceUid: record.id, studyUid, annotation: record.value });
      return;
    case "proposal":
      await db.proposals.put(record.value);
      return;
    case "schema":
      await db.schemas.put(record.value);
      return;
    case "classification":
      await db.classifications.put({ recordUid: record.id, studyUid, classification: record.value });
      return;
    case "review":
      await db.reviews.put(record.value);
      return;
    case "task":
      await db.studies.update(studyUid, { state: record.value });
  }
}

async function deleteRecord(db: MainDatabase, record: EditRecord): Promise<void> {
  if (record.kind === "annotation") await db.annotations.delete(record.id);
  if (record.kind === "proposal") await db.proposals.delete(record.id);
  if (record.kind === "schema") await db.schemas.delete(record.id);
  if (record.kind === "classification") await db.classifications.delete(record.id);
  if (record.kind === "review") await db.reviews.delete(record.id);
}
