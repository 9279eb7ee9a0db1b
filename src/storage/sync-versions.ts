import { type CaptureObstacle, obstacleOf } from "../domain/sync/capture-obstacle.ts";
import { openHeads } from "../domain/sync/open-heads.ts";
import { studyHeads } from "../domain/sync/study-heads.ts";
import type { Version } from "../domain/sync/version.ts";
import type { ForeignRow, LabelObjectRow, MainDatabase, SyncStudyRow } from "./database.ts";
import { readReaderCode } from "./hub-settings.ts";
import { reviewRules } from "./review-rules.ts";

/** All versions of a study, of every reader. */
export const readVersions = (db: MainDatabase, study: string): Promise<Version[]> =>
  db.syncVersions.where("study").equals(study).toArray();

/** Those of `studies` with two newest versions that nobody has put together yet (sync 3.6). */
export async function forkedStudies(db: MainDatabase, studies: readonly string[]): Promise<string[]> {
  const { readers } = await reviewRules(db);
  const forked: string[] = [];
  for (const study of studies)
    if (openHeads(await readVersions(db, study), readers).length > 0) forked.push(study);
  return forked;
}

/** Whether the reader of this device has two newest versions of a study, which they can put together here. */
export async function isForkedFor(db: MainDatabase, study: string): Promise<boolean> {
  const reader = await readReaderCode(db);
  return studyHeads(await readVersions(db, study), reader).own.length > 1;
}

const freshRow = (studyUid: string): SyncStudyRow => ({
  studyUid,
  base: null,
  also: [],
  seq: -1,
  madeAtMs: 0,
  count: null,
  lastFullMs: 0,
});

/** How far a study is in step. */
export const syncStudy = async (db: MainDatabase, studyUid: string): Promise<SyncStudyRow> =>
  (await db.syncStudies.get(studyUid)) ?? freshRow(studyUid);

/** Which reports of a study need not be fetched: versions that are here, and what is no version. */
export async function knownReports(db: MainDatabase, study: string): Promise<Set<string>> {
  const versions = await db.syncVersions.where("study").equals(study).primaryKeys();
  return new Set([...versions, ...(await db.foreign.where("study").equals(study).primaryKeys())]);
}

/** Keeps what a hub or a bundle brought, `objects` as they came. A UID that is known already keeps its content. */
export async function keepPulled(
  db: MainDatabase,
  versions: readonly Version[],
  foreign: readonly ForeignRow[],
  objects: readonly LabelObjectRow[] = [],
): Promise<void> {
  await db.transaction("rw", db.syncVersions, db.foreign, db.labelObjects, async () => {
    for (const version of versions)
      if (!(await db.syncVersions.get(version.uid))) await db.syncVersions.add(version);
    for (const object of objects)
      if (!(await db.labelObjects.get(object.uid))) await db.labelObjects.add(object);
    await db.foreign.bulkPut([...foreign]);
  });
}

/** Notes the count that was read before the study was searched, once what it counted is stored (sync 3.5). */
export async function noteCount(
  db: MainDatabase,
  studyUid: string,
  count: number | null,
  fullAtMs: number | null,
): Promise<void> {
  await changeSyncStudy(db, studyUid, fullAtMs === null ? { count } : { count, lastFullMs: fullAtMs });
}

/** Changes what is known of a study's step. Inside a transaction of the caller it becomes part of that. */
export async function changeSyncStudy(
  db: MainDatabase,
  studyUid: string,
  change: Partial<SyncStudyRow>,
): Promise<void> {
  await db.transaction("rw", db.syncStudies, async () => {
    await db.syncStudies.put({ ...(await syncStudy(db, studyUid)), ...change });
  });
}

/** Studies with labels or answers that do not travel, and what keeps them here: images that no Secondary Capture holds. */
export async function localOnlyStudies(
  db: MainDatabase,
): Promise<{ readonly study: string; readonly obstacle: CaptureObstacle }[]> {
  const local = new Map<string, CaptureObstacle>();
  const labels = await db.annotations.toArray();
  const images = new Map(labels.map(({ studyUid, annotation }) => [annotation.target.sop, studyUid]));
  for (const { classification } of await db.classifications.toArray()) {
    const { sop, study } = classification.target;
    if (sop !== undefined) images.set(sop, study);
    else if (!local.has(study)) {
      // An answer about the whole study goes with any image that can be named.
      const rows = await db.instances.where("studyUid").equals(study).toArray();
      const [first, ...others] = rows.map(obstacleOf);
      if (first && others.every((one) => one !== null)) local.set(study, first);
    }
  }
  for (const instance of await db.instances.bulkGet([...images.keys()])) {
    const obstacle = instance && obstacleOf(instance);
    if (instance && obstacle) local.set(instance.studyUid, obstacle);
  }
  return [...local].map(([study, obstacle]) => ({ study, obstacle }));
}

/** Images beside labelled ones that do not travel, of studies that do: how many, and what keeps them here. */
export async function localOnlyImages(
  db: MainDatabase,
): Promise<{ readonly count: number; readonly obstacles: readonly CaptureObstacle[] }> {
  const studies = (await db.syncStudies.toArray()).filter(({ base }) => base !== null);
  const rows = await db.instances
    .where("studyUid")
    .anyOf(studies.map(({ studyUid }) => studyUid))
    .toArray();
  const found = rows.flatMap((row) => obstacleOf(row) ?? []);
  return { count: found.length, obstacles: [...new Set(found)] };
}
