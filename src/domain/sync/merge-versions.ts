import { agreedAnswer, isAnswerKey } from "./answer-object.ts";
import { isAnewOf } from "./draw-anew.ts";
import type { VersionObjects } from "./version.ts";

/** How the two sides of a merge disagree about one object. */
export type ConflictKind = "both-edited" | "edit/delete" | "both-added";

/** An object that a person must decide; a side that deleted it is null. */
export interface Conflict {
  /** Of an answer its place. */
  readonly trackingUid: string;
  readonly kind: ConflictKind;
  readonly base: string | null;
  readonly a: string | null;
  readonly b: string | null;
}

/** What merges by itself, and what does not. */
export interface Merge {
  readonly objects: VersionObjects;
  readonly conflicts: readonly Conflict[];
}

const at = (objects: VersionObjects, uid: string): string | null =>
  Object.hasOwn(objects, uid) ? (objects[uid] ?? null) : null;

/**
 * Three-way merge by Tracking UID, of answers by their place (sync 3.6): equal stays, what one side changed is taken, deletion included; what
 * both changed differently is a conflict and stands in no result until a person has decided. Two answers that say the same are no conflict.
 */
export function mergeVersions(base: VersionObjects, a: VersionObjects, b: VersionObjects): Merge {
  const objects: Record<string, string> = {};
  const conflicts: Conflict[] = [];
  const uids = new Set([...Object.keys(base), ...Object.keys(a), ...Object.keys(b)]);
  for (const trackingUid of [...uids].sort()) {
    const was = at(base, trackingUid);
    const [left, right] = [at(a, trackingUid), at(b, trackingUid)];
    const agreed =
      left !== null && right !== null && isAnswerKey(trackingUid) ? agreedAnswer(left, right) : null;
    const taken = left === right || right === was ? left : left === was ? right : (agreed ?? undefined);
    if (taken !== undefined) {
      if (taken !== null) objects[trackingUid] = taken;
      continue;
    }
    const kind =
      was === null ? "both-added" : left === null || right === null ? "edit/delete" : "both-edited";
    conflicts.push({ trackingUid, kind, base: was, a: left, b: right });
  }
  return { objects, conflicts };
}

/**
 * What a person decided about a conflict. `both`: the second side gets the new Tracking UID that is given. `anew`: neither is right, and this
 * text of the same label takes the place of both.
 */
export type Decision =
  | { readonly keep: "a" | "b" }
  | { readonly keep: "anew"; readonly drawn: string }
  | { readonly keep: "both"; readonly newTrackingUid: string; readonly second: string };

/**
 * The objects of a merge whose conflicts were all decided. Throws when one is open: nothing is chosen for a person.
 */
export function resolveMerge(
  { objects, conflicts }: Merge,
  decisions: ReadonlyMap<string, Decision>,
): VersionObjects {
  const result: Record<string, string> = { ...objects };
  for (const { trackingUid, a, b } of conflicts) {
    const decision = decisions.get(trackingUid);
    if (!decision) throw new Error(`Not merged: ${trackingUid} is not decided yet.`);
    if (isAnswerKey(trackingUid) && decision.keep !== "a" && decision.keep !== "b")
      throw new Error(`Not merged: of two answers one is taken: ${trackingUid}.`);
    if (decision.keep === "anew") {
      if (!isAnewOf(decision.drawn, trackingUid, [a, b]))
        throw new Error(`Not merged: what was drawn anew is no label ${trackingUid} on its image.`);
      result[trackingUid] = decision.drawn;
      continue;
    }
    const kept = decision.keep === "b" ? b : a;
    if (kept !== null) result[trackingUid] = kept;
    if (decision.keep !== "both") continue;
    if (Object.hasOwn(result, decision.newTrackingUid))
      throw new Error(`Not merged: ${decision.newTrackingUid} is in use already.`);
    result[decision.newTrackingUid] = decision.second;
  }
  return result;
}
