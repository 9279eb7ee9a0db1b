import type { Classification } from "../domain/classification.ts";
import type { LogRow } from "../domain/record-diff.ts";
import type { Review } from "../domain/review/review-record.ts";
import type { StudyVersion } from "../domain/review/study-version.ts";
import { readAnnotations } from "./annotations.ts";
import type { MainDatabase } from "./database.ts";
import { readMaskTiles } from "./masks.ts";

/** Answers about a study and its parts. */
export const readClassifications = async (db: MainDatabase, studyUid: string): Promise<Classification[]> =>
  (await db.classifications.where("studyUid").equals(studyUid).toArray()).map((row) => row.classification);

/** Rounds of review of a study, oldest first. */
export const readReviews = (db: MainDatabase, studyUid: string): Promise<Review[]> =>
  db.reviews.where("study").equals(studyUid).sortBy("startedAt");

/** Frozen versions of a study, oldest first. */
export const readVersions = (db: MainDatabase, studyUid: string): Promise<StudyVersion[]> =>
  db.versions.where("studyUid").equals(studyUid).sortBy("at");

/** The last submission of each reader, in the order in which they were made: what is compared. */
export async function submittedReadings(db: MainDatabase, studyUid: string): Promise<StudyVersion[]> {
  const last = new Map<string, StudyVersion>();
  for (const version of await readVersions(db, studyUid))
    if (version.kind === "submitted") last.set(version.reader, version);
  return [...last.values()];
}

/**
 * Where an act submits or accepts a study, what it says is kept as a version, in the transaction of the act. Undoing the act takes the
 * state back, not the version: that it was once submitted stays true.
 */
export async function freezeVersion(db: MainDatabase, row: LogRow, device: string): Promise<void> {
  const { diff, studyUid } = row;
  const task = [...Object.values(diff.added), ...Object.values(diff.updated).map(([, to]) => to)].find(
    (record) => record.kind === "task",
  );
  if (task?.kind !== "task" || row.undoes !== undefined) return;
  if (task.value !== "submitted" && task.value !== "accepted") return;
  // Of a consensus the inputs are all submissions that it was made of.
  const isConsensus = task.value === "accepted" && (await db.studies.get(studyUid))?.reader === "consensus";
  const inputs = isConsensus ? await submittedReadings(db, studyUid) : [];
  const annotations = await readAnnotations(db, studyUid);
  await db.versions.put({
    v: 1,
    versionUid: row.id,
    studyUid,
    kind: isConsensus ? "consensus" : task.value,
    reader: row.by ?? row.actor,
    device,
    at: row.at,
    schemaVersion: Math.max(0, ...annotations.map(({ schemaVersion }) => schemaVersion)),
    annotations,
    classifications: await readClassifications(db, studyUid),
    tiles: await readMaskTiles(db, studyUid),
    derivedFrom: inputs.map(({ versionUid }) => versionUid),
  });
}
