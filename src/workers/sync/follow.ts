import { mergeBase } from "../../domain/sync/merge-base.ts";
import { type Decision, mergeVersions, resolveMerge } from "../../domain/sync/merge-versions.ts";
import { studyHeads } from "../../domain/sync/study-heads.ts";
import type { Version } from "../../domain/sync/version.ts";
import { ancestors, byUid } from "../../domain/sync/version-graph.ts";
import { taskOfState, versionState } from "../../domain/sync/version-state.ts";
import { readVersions, syncStudy } from "../../storage/sync-versions.ts";
import { applyVersion } from "./apply-version.ts";
import { localLabels, sameObjects } from "./local-objects.ts";
import { makeVersion, type VersionMaker } from "./make-version.ts";

/**
 * The one version that a study may be brought to by itself: the reader's own newest, or the newest verdict on what this reader handed in. A
 * verdict on anything else is another's reading.
 */
async function headToFollow(
  database: VersionMaker["database"],
  studyUid: string,
  reader: string,
  base: string | null,
): Promise<Version | null> {
  const versions = await readVersions(database, studyUid);
  const { own, others } = studyHeads(versions, reader);
  const state = (await database.studies.get(studyUid))?.state;
  const known = byUid(versions);
  const isVerdict = (version: Version) => ["accepted", "rejected"].includes(versionState(version));
  /** What was handed in here, or on another device of the reader from what is here or from nothing. */
  const isOwn = (version: Version): boolean => {
    const said = versionState(version);
    if (version.uid === base) return said !== "draft" && state === taskOfState(said);
    return version.author === reader && (base === null || ancestors(known, version.uid).has(base));
  };
  /** On that, or on a verdict before that was changed since. A hub may hold any number of those, on each other as it likes: each is looked at once. */
  const isOnOwn = ({ predecessors }: Version): boolean => {
    const open = [...predecessors];
    const seen = new Set<string>();
    for (let uid = open.pop(); uid !== undefined; uid = open.pop()) {
      const version = seen.has(uid) ? undefined : known.get(uid);
      seen.add(uid);
      if (!version) continue;
      if (isOwn(version)) return true;
      if (uid !== base && version.author !== reader && isVerdict(version)) open.push(...version.predecessors);
    }
    return false;
  };
  const verdicts = others.filter((version) => isVerdict(version) && isOnOwn(version));
  const [head, second] = [...own, ...verdicts];
  return head && !second ? head : null;
}

/** Whether the reader has one newest version, and it is not the one that the labels here go on from. */
export async function isBehind({ database, reader }: VersionMaker, studyUid: string): Promise<boolean> {
  const { base, also } = await syncStudy(database, studyUid);
  const head = await headToFollow(database, studyUid, reader, base);
  return also.length === 0 && head !== null && head.uid !== base;
}

/**
 * Brings the labels of a study to the reader's newest version when that goes on from what is here and nothing was drawn since. Otherwise
 * nothing changes: a fork is for a person to merge.
 */
export async function follow(maker: VersionMaker, studyUid: string, actor: string): Promise<boolean> {
  const { database } = maker;
  const row = await syncStudy(database, studyUid);
  const versions = await readVersions(database, studyUid);
  const head = await headToFollow(database, studyUid, maker.reader, row.base);
  if (!head || head.uid === row.base || row.also.length > 0) return false;
  const base = row.base === null ? undefined : versions.find(({ uid }) => uid === row.base);
  if (row.base !== null && !ancestors(byUid(versions), head.uid).has(row.base)) return false;
  const { objects } = await localLabels(database, studyUid);
  if (!sameObjects(objects, base?.objects ?? {})) return false;
  return applyVersion(maker, {
    studyUid,
    expected: objects,
    target: head.objects,
    classes: head.classes,
    base: head.uid,
    also: [],
    verdict: head,
    actionId: "sync-follow",
    actor,
  });
}

/** A version that a person takes into the labels of this device, and what they decided. */
export interface MergeRequest {
  readonly studyUid: string;
  /** The reader's own head that it is merged with; null: there is none, and the study has no labels here. */
  readonly mine: string | null;
  readonly other: string;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly actor: string;
}

/** What came of a merge. `moved`: the labels or versions are no longer those that the person saw; nothing was changed. */
export type MergeEnd = "merged" | "moved";

/**
 * Merges another version into the labels of this device and makes a version that names both. The own head may be ahead of this device, on a
 * fork that two others made; without an own head the other version is gone on from.
 */
export async function mergeInto(maker: VersionMaker, request: MergeRequest): Promise<MergeEnd> {
  const { database } = maker;
  const { studyUid, decisions, actor } = request;
  await makeVersion(maker, studyUid);
  const row = await syncStudy(database, studyUid);
  const versions = await readVersions(database, studyUid);
  const known = byUid(versions);
  const other = known.get(request.other);
  const mine = request.mine === null ? null : known.get(request.mine);
  // Without a head of one's own, the other must go on from what is here: it was handed over, reviewed or changed there.
  const ahead = mine ?? other;
  const goesOn = row.base === null || (ahead && ancestors(known, ahead.uid).has(row.base));
  if (!other || mine === undefined || !goesOn) return "moved";
  const base = mine && mergeBase(versions, mine.uid, other.uid);
  const was = base === null ? {} : (known.get(base)?.objects ?? {});
  const merge = mergeVersions(was, mine ? mine.objects : {}, other.objects);
  if (merge.conflicts.some(({ trackingUid }) => !decisions.has(trackingUid))) return "moved";
  const done = await applyVersion(maker, {
    studyUid,
    // The version that was just made, or that nothing was changed since: anything else on disk is newer than what the person saw.
    expected: row.base === null ? {} : (known.get(row.base)?.objects ?? {}),
    target: resolveMerge(merge, decisions),
    classes: [...(mine ? mine.classes : []), ...other.classes],
    base: mine ? mine.uid : other.uid,
    also: mine ? [other.uid] : [],
    // What is taken over whole keeps its state; what was put together from two is work again.
    verdict: mine ? null : other,
    actionId: "sync-merge",
    actor,
  });
  if (!done) return "moved";
  await makeVersion(maker, studyUid);
  return "merged";
}
