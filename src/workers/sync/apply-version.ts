import { isEmptyDiff } from "../../domain/apply-diff.ts";
import { timeUuidFrom } from "../../domain/instance-uid.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import { makeMaskTiles } from "../../domain/mask-tiles.ts";
import type { RecordDiff } from "../../domain/record-diff.ts";
import type { Study } from "../../domain/study.ts";
import { objectsDiff } from "../../domain/sync/objects-diff.ts";
import type { Version, VersionObjects } from "../../domain/sync/version.ts";
import { taskOfState, versionState } from "../../domain/sync/version-state.ts";
import { taskRecordId } from "../../domain/task-record.ts";
import { logTables, readLog, writeLogRow } from "../../storage/log.ts";
import { readMaskTiles } from "../../storage/masks.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { changeSyncStudy } from "../../storage/sync-versions.ts";
import { readReviews } from "../../storage/versions.ts";
import { localLabels, sameObjects } from "./local-objects.ts";
import type { VersionMaker } from "./make-version.ts";

/** The labels' diff with what a version says of the task, and its review if that is not here. */
function withVerdict(
  diff: RecordDiff,
  { studyUid, state }: Pick<Study, "studyUid" | "state">,
  verdict: Applying["verdict"],
  known: ReadonlySet<string>,
): RecordDiff {
  if (!verdict) return diff;
  const id = taskRecordId(studyUid);
  const next = taskOfState(versionState(verdict));
  const { review } = verdict;
  const task = (value: Study["state"]) => ({ kind: "task", id, value }) as const;
  return {
    ...diff,
    added:
      review && !known.has(review.id)
        ? { ...diff.added, [review.id]: { kind: "review", id: review.id, value: review } }
        : diff.added,
    updated: next === state ? diff.updated : { ...diff.updated, [id]: [task(state), task(next)] },
  };
}

/** What the labels of a study are to become, and what they then go on from. */
export interface Applying {
  readonly studyUid: string;
  /** The labels must still be these: what was drawn meanwhile is never overwritten. */
  readonly expected: VersionObjects;
  readonly target: VersionObjects;
  readonly classes: readonly LabelClass[];
  readonly base: string;
  /** Other versions that went into it. */
  readonly also: readonly string[];
  /** What the task becomes, and the verdict that made it so; null: it goes on being worked on. */
  readonly verdict: Pick<Version, "author" | "completion" | "verification" | "review"> | null;
  readonly actionId: "sync-follow" | "sync-merge";
  /** Pseudonym of the person whose act it is. */
  readonly actor: string;
}

/**
 * Makes the labels of a study those of a version: one log row with its audit event, and where the study goes on from, in ONE transaction.
 * False when the labels are no longer as expected. The caller holds the study, so that no editor has it open.
 */
export async function applyVersion(
  { database, device, nowMs, randomBytes, reader }: VersionMaker,
  { studyUid, expected, target, classes, base, also, verdict, actionId, actor }: Applying,
): Promise<boolean> {
  const local = await localLabels(database, studyUid);
  if (!sameObjects(local.objects, expected)) return false;
  const labels = objectsDiff(
    {
      annotations: local.annotations,
      answers: local.answers,
      objects: local.objects,
      log: await readLog(database, studyUid),
      tiles: makeMaskTiles(await readMaskTiles(database, studyUid)),
      schema: await activeSchema(database),
    },
    target,
    classes,
  );
  const now = await database.studies.get(studyUid);
  const before = now?.appliedSeq;
  const known = new Set((await readReviews(database, studyUid)).map(({ id }) => id));
  const diff = now ? withVerdict(labels, now, verdict, known) : labels;
  const tables = [...logTables(database), database.syncStudies];
  return database.transaction("rw", tables, async () => {
    const study = await database.studies.get(studyUid);
    if (!study || study.appliedSeq !== before) return false;
    let seq = study.appliedSeq;
    if (!isEmptyDiff(diff)) {
      const at = new Date(nowMs()).toISOString();
      const id = timeUuidFrom(randomBytes(16), nowMs());
      // Of the same reader on another device it is this person's own: nobody reviews themselves that way.
      const by = verdict && verdict.author !== reader ? { by: verdict.author } : {};
      const draft = { id, at, actor, ...by, source: "remote", actionId, undoable: false, diff } as const;
      ({ seq } = await writeLogRow(database, studyUid, draft, { chain: device, tab: null }));
      if (study.state === "todo" && !verdict) await database.studies.update(studyUid, { state: "labelling" });
    }
    await changeSyncStudy(database, studyUid, { base, also, seq });
    return true;
  });
}
