import type { Annotation } from "../domain/annotation.ts";
import type { Classification } from "../domain/classification.ts";
import { type NewLabel, newLabelsDiff } from "../domain/new-labels-diff.ts";
import type { EditRecord } from "../domain/record-diff.ts";
import type { Review } from "../domain/review/review-record.ts";
import { say } from "../domain/said.ts";
import { makeSegmentCounter } from "../domain/segment-counter.ts";
import type { TaskState } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { lastSeq, writeLogRow } from "./log.ts";
import type { PeopleChange } from "./people.ts";
import { consensusReader, parkReading, readingTables } from "./readings.ts";
import { SaveError } from "./save-error.ts";

/** What several readers' work becomes. */
export interface ConsensusDraft {
  /** UUIDv7 of the log row; the version's id. */
  readonly id: string;
  readonly labels: readonly NewLabel[];
  /** Answers that the readers share. */
  readonly classifications: readonly Classification[];
  /** Open where something is to be drawn by hand first: the study is in review by this person then, else accepted. */
  readonly review: Review | null;
}

/**
 * Writes a consensus as the labels of a study, in one transaction with its version and the entry of the chain; the readers' own work is
 * put away, their submissions stay as they are.
 */
export async function writeConsensus(
  db: MainDatabase,
  studyUid: string,
  { id, labels, classifications, review }: ConsensusDraft,
  by: PeopleChange,
): Promise<void> {
  await db.transaction("rw", readingTables(db), async () => {
    const study = await db.studies.get(studyUid);
    if (!study) throw new SaveError("no-study", say`Not saved: the study is no longer in the store.`);
    if (study.reader === consensusReader)
      throw new SaveError(
        "unknown",
        say`Not saved: a consensus was made already, on this device or in another tab.`,
      );
    if (study.reader !== undefined && (await lastSeq(db, studyUid)) > 0)
      await parkReading(db, study, study.reader);
    await db.studies.update(studyUid, { reader: consensusReader, state: "todo", appliedSeq: 0 });
    const diff = newLabelsDiff(labels, [], makeSegmentCounter([] as Annotation[], []));
    const task = `task:${studyUid}`;
    const record = (value: TaskState) => ({ kind: "task", id: task, value }) as const;
    const updated = {
      ...diff.updated,
      [task]: [record("todo"), record(review ? "in-review" : "accepted")] as const,
    };
    const added: Record<string, EditRecord> = { ...diff.added };
    for (const value of classifications)
      added[value.recordUid] = { kind: "classification", id: value.recordUid, value };
    if (review) added[review.id] = { kind: "review", id: review.id, value: review };
    const draft = {
      id,
      at: by.at,
      actor: by.actor,
      source: "system",
      actionId: "make-consensus",
      undoable: false,
      diff: { ...diff, added, updated },
    } as const;
    await writeLogRow(db, studyUid, draft, { chain: by.chain, tab: null });
  });
}
