import { isEmptyDiff } from "../../domain/apply-diff.ts";
import { timeUuidFrom } from "../../domain/instance-uid.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import { makeMaskTiles } from "../../domain/mask-tiles.ts";
import { objectsDiff } from "../../domain/sync/objects-diff.ts";
import type { VersionObjects } from "../../domain/sync/version.ts";
import { logTables, readLog, writeLogRow } from "../../storage/log.ts";
import { readMaskTiles } from "../../storage/masks.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { changeSyncStudy } from "../../storage/sync-versions.ts";
import { localLabels, sameObjects } from "./local-objects.ts";
import type { VersionMaker } from "./make-version.ts";

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
  readonly actionId: "sync-follow" | "sync-merge";
  /** Pseudonym of the person whose act it is. */
  readonly actor: string;
}

/**
 * Makes the labels of a study those of a version: one log row with its audit event, and where the study goes on from, in ONE transaction.
 * False when the labels are no longer as expected. The caller holds the study, so that no editor has it open.
 */
export async function applyVersion(
  { database, device, nowMs, randomBytes }: VersionMaker,
  { studyUid, expected, target, classes, base, also, actionId, actor }: Applying,
): Promise<boolean> {
  const local = await localLabels(database, studyUid);
  if (!sameObjects(local.objects, expected)) return false;
  const diff = objectsDiff(
    {
      annotations: local.annotations,
      objects: local.objects,
      log: await readLog(database, studyUid),
      tiles: makeMaskTiles(await readMaskTiles(database, studyUid)),
      schema: await activeSchema(database),
    },
    target,
    classes,
  );
  const before = (await database.studies.get(studyUid))?.appliedSeq;
  const tables = [...logTables(database), database.syncStudies];
  return database.transaction("rw", tables, async () => {
    const study = await database.studies.get(studyUid);
    if (!study || study.appliedSeq !== before) return false;
    let seq = study.appliedSeq;
    if (!isEmptyDiff(diff)) {
      const at = new Date(nowMs()).toISOString();
      const id = timeUuidFrom(randomBytes(16), nowMs());
      const draft = { id, at, actor, source: "remote", actionId, undoable: false, diff } as const;
      ({ seq } = await writeLogRow(database, studyUid, draft, { chain: device, tab: null }));
      if (study.state === "todo") await database.studies.update(studyUid, { state: "labelling" });
    }
    await changeSyncStudy(database, studyUid, { base, also, seq });
    return true;
  });
}
