import { reverseDiff } from "../domain/apply-diff.ts";
import { canonicalJson } from "../domain/canonical-json.ts";
import { type MigrationPlan, planMigration } from "../domain/class-migration.ts";
import { timeUuidFrom } from "../domain/instance-uid.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { EditRecord, RecordDiff } from "../domain/record-diff.ts";
import { SaidError, say } from "../domain/said.ts";
import type { MainDatabase } from "./database.ts";
import { logTables, writeLogRow } from "./log.ts";
import { type PublishContext, publishSchema } from "./publish-schema.ts";

/** A plan over all studies of the device. */
export interface DeviceMigration {
  readonly studies: ReadonlyMap<string, MigrationPlan>;
  /** Labels of the class that lie in readings of other people: those are theirs. */
  readonly parked: number;
}

/** What was moved: a row of each study's log, by which it is taken back. */
export type MigrationRows = readonly { readonly studyUid: string; readonly logId: string }[];

const random = () => crypto.getRandomValues(new Uint8Array(16));

/** Plans to move all labels of one class on this device to another of the schema; nothing is written. */
export async function planClassMigration(
  db: MainDatabase,
  schema: LabelSchema,
  from: string,
  to: string,
): Promise<DeviceMigration> {
  const target = schema.classes.find(({ id }) => id === to);
  if (!target) throw new SaidError(say`Expected a class to move labels to, found none called ${to}.`);
  const studies = new Map<string, MigrationPlan>();
  const present = new Set(await db.studies.toCollection().primaryKeys());
  const rows = (await db.annotations.toArray()).filter(({ annotation }) => annotation.classId === from);
  const waiting = (await db.proposals.toArray()).filter(({ classId }) => classId === from);
  const uids = new Set([...rows.map((row) => row.studyUid), ...waiting.map(({ studyId }) => studyId)]);
  for (const studyUid of [...uids].filter((uid) => present.has(uid)).sort()) {
    const labels = rows.filter((row) => row.studyUid === studyUid).map(({ annotation }) => annotation);
    const proposals = waiting.filter(({ studyId }) => studyId === studyUid);
    studies.set(studyUid, planMigration(schema, from, target, labels, proposals));
  }
  return { studies, parked: rows.filter(({ studyUid }) => !present.has(studyUid)).length };
}

const record = (kind: "annotation" | "proposal", value: { readonly id: string }, whole: unknown) =>
  ({ kind, id: value.id, value: whole }) as EditRecord;

function diffOf({ labels, proposals }: MigrationPlan): RecordDiff {
  const updated: Record<string, readonly [EditRecord, EditRecord]> = {};
  for (const [from, to] of labels) {
    const id = { id: from.instanceUid };
    updated[from.instanceUid] = [record("annotation", id, from), record("annotation", id, to)];
  }
  for (const [from, to] of proposals)
    updated[from.id] = [record("proposal", from, from), record("proposal", from, to)];
  return { added: {}, updated, removed: {}, masks: [] };
}

/** What is asked for: a class to move from, where to (null: labels stay), and the schema to publish with it, where it changes. */
export interface ClassMove {
  readonly from: string;
  readonly to: string | null;
  readonly next: LabelSchema | null;
}

/**
 * Publishes a schema and moves the labels of a class, all in one transaction: an act of the person in the log of each study, undone there
 * like any other, and an event of the audit chain for each. Gives the rows to take it back by.
 */
export async function moveClass(
  db: MainDatabase,
  { from, to, next }: ClassMove,
  context: PublishContext,
): Promise<MigrationRows> {
  const { chain, actor, at } = context;
  return db.transaction("rw", [...logTables(db), db.settings], async () => {
    if (next) await publishSchema(db, next, context);
    const chosen = (await db.settings.get("schemaId"))?.value;
    const schema = next ?? (typeof chosen === "string" ? await db.schemas.get(chosen) : undefined);
    if (to === null || !schema) return [];
    const { studies } = await planClassMigration(db, schema, from, to);
    const rows: { studyUid: string; logId: string }[] = [];
    for (const [studyUid, plan] of studies) {
      const diff = diffOf(plan);
      if (Object.keys(diff.updated).length === 0) continue;
      const id = timeUuidFrom(random(), Date.parse(at));
      const row = { id, at, actor, source: "user", actionId: "move-class", undoable: true, diff } as const;
      await writeLogRow(db, studyUid, row, { chain, tab: null });
      rows.push({ studyUid, logId: id });
    }
    return rows;
  });
}

async function stored(db: MainDatabase, { kind, id }: EditRecord): Promise<unknown> {
  return kind === "annotation" ? (await db.annotations.get(id))?.annotation : db.proposals.get(id);
}

/**
 * Takes a move back, study by study in one transaction. What was changed since stays as it is, as with every undo; gives how many labels
 * that were.
 */
export async function undoMove(
  db: MainDatabase,
  rows: MigrationRows,
  { chain, actor, at }: PublishContext,
): Promise<number> {
  return db.transaction("rw", logTables(db), async () => {
    let skipped = 0;
    for (const { studyUid, logId } of rows) {
      const row = await db.log.get(logId);
      if (!row) continue;
      const { updated } = reverseDiff(row.diff);
      const own: Record<string, readonly [EditRecord, EditRecord]> = {};
      for (const [id, [now, before]] of Object.entries(updated)) {
        if (canonicalJson((await stored(db, now)) ?? null) === canonicalJson(now.value))
          own[id] = [now, before];
        else skipped++;
      }
      if (Object.keys(own).length === 0) continue;
      const id = timeUuidFrom(random(), Date.parse(at));
      const undo = { id, at, actor, source: "user", actionId: row.actionId, undoable: true } as const;
      const diff: RecordDiff = { added: {}, updated: own, removed: {}, masks: [] };
      await writeLogRow(db, studyUid, { ...undo, undoes: logId, diff }, { chain, tab: null });
    }
    return skipped;
  });
}
