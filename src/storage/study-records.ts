import type { Proposal } from "../domain/proposal.ts";
import type { LogRow } from "../domain/record-diff.ts";
import { say } from "../domain/said.ts";
import type { StudyRecords } from "../domain/study-records.ts";
import { readAnnotations } from "./annotations.ts";
import type { MainDatabase } from "./database.ts";
import { logTables, readLog, writeRecords } from "./log.ts";
import { applyMaskDiffs, readMaskTiles } from "./masks.ts";
import { readProposals } from "./proposals.ts";
import { withRetry } from "./retry.ts";
import { SaveError } from "./save-error.ts";
import { activeSchema } from "./schemas.ts";
import { readClassifications, readReviews } from "./versions.ts";

/**
 * Everything that an editor session of a study starts from. When the records do not reach to the end of the log they
 * are built anew from it first, and `rebuilt` says so (viewer-and-tools 3.8). Throws {@link SaveError}.
 */
export async function openStudyRecords(db: MainDatabase, studyUid: string): Promise<StudyRecords> {
  return withRetry(db, async () => {
    const tables = logTables(db);
    const [schema, found] = await Promise.all([
      activeSchema(db),
      db.transaction("r", tables, async () => readRecords(db, studyUid)),
    ]);
    if (found.whole) return { ...found.records, schema, rebuilt: false };
    // Read anew: between the two another tab may have brought them to the end of the log.
    return db.transaction("rw", tables, async () => {
      const { whole, records } = await readRecords(db, studyUid);
      if (whole) return { ...records, schema, rebuilt: false };
      await rebuild(db, studyUid, records.log);
      return { ...(await readRecords(db, studyUid)).records, schema, rebuilt: true };
    });
  });
}

/** The records as they are; `whole`: they reach to the end of the log. Inside a transaction. */
async function readRecords(
  db: MainDatabase,
  studyUid: string,
): Promise<{ readonly whole: boolean; readonly records: Omit<StudyRecords, "rebuilt" | "schema"> }> {
  // Asked for at once: each answer that is waited for alone costs a turn of the page.
  const [study, log, annotations, classifications, reviews, proposals, tiles] = await Promise.all([
    db.studies.get(studyUid),
    readLog(db, studyUid),
    readAnnotations(db, studyUid),
    readClassifications(db, studyUid),
    readReviews(db, studyUid),
    readProposals(db, studyUid),
    readMaskTiles(db, studyUid),
  ]);
  if (!study) throw new SaveError("no-study", say`This study is no longer in the store. Import it again.`);
  return {
    whole: (log.at(-1)?.seq ?? 0) === study.appliedSeq,
    records: {
      studyUid,
      annotations,
      classifications,
      reviews,
      proposals,
      taskState: study.state,
      tiles,
      log,
    },
  };
}

/** Labels, proposals and tiles of a study from its log alone. Schemas stay: they belong to the project. */
async function rebuild(db: MainDatabase, studyUid: string, log: readonly LogRow[]): Promise<void> {
  await db.annotations.where("studyUid").equals(studyUid).delete();
  // What a pre-labelling run wrote and nobody decided stands in no log row: it stays.
  const ofRun = (proposal: Proposal) => proposal.state === "proposed" && proposal.runId !== null;
  await db.proposals
    .where("studyId")
    .equals(studyUid)
    .filter((proposal) => !ofRun(proposal))
    .delete();
  await db.maskTiles.where("studyUid").equals(studyUid).delete();
  await db.classifications.where("studyUid").equals(studyUid).delete();
  await db.reviews.where("study").equals(studyUid).delete();
  for (const { diff } of log) {
    const own = <T>(part: Readonly<Record<string, T>>, isSchema: (item: T) => boolean) =>
      Object.fromEntries(Object.entries(part).filter(([, item]) => !isSchema(item)));
    await writeRecords(db, studyUid, {
      added: own(diff.added, (record) => record.kind === "schema"),
      updated: own(diff.updated, ([, to]) => to.kind === "schema"),
      removed: own(diff.removed, (record) => record.kind === "schema"),
      masks: [],
    });
    await applyMaskDiffs(db, studyUid, diff.masks);
  }
  await db.studies.update(studyUid, { appliedSeq: log.at(-1)?.seq ?? 0 });
}
