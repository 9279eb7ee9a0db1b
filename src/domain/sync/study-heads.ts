import { mergeBase } from "./merge-base.ts";
import { type Merge, mergeVersions } from "./merge-versions.ts";
import type { Version } from "./version.ts";
import { byUid, versionGraph } from "./version-graph.ts";

/** Two heads that one reader made on two devices, ready to be merged. */
export interface HeadPair {
  readonly a: Version;
  readonly b: Version;
  /** UID of the version that both go back to; null when they have none in common. */
  readonly base: string | null;
  readonly merge: Merge;
}

/** The state of a study's labels among its devices. */
export interface StudyHeads {
  /** One reader's own heads behind which nothing is missing. More than one: there is something to merge. */
  readonly own: readonly Version[];
  /** Heads of other readers: readings, not a conflict (sync 3.6). */
  readonly others: readonly Version[];
  /** Heads with a gap behind them: not merged until the rest is here. */
  readonly incomplete: readonly Version[];
  readonly invalid: readonly Version[];
  /** The first two of the reader's own heads in text order, else null. */
  readonly pair: HeadPair | null;
}

/** What a reader has to do with the versions of a study. */
export function studyHeads(versions: readonly Version[], reader: string): StudyHeads {
  const known = byUid(versions);
  const graph = versionGraph(versions);
  const of = (uids: Iterable<string>) => [...uids].sort().flatMap((uid) => known.get(uid) ?? []);
  const heads = of(graph.heads);
  const whole = heads.filter(({ uid }) => !graph.incomplete.has(uid));
  const own = whole.filter(({ author }) => author === reader);
  const [a, b] = own;
  let pair: HeadPair | null = null;
  if (a && b) {
    const base = mergeBase(versions, a.uid, b.uid);
    const objects = base === null ? {} : (known.get(base)?.objects ?? {});
    pair = { a, b, base, merge: mergeVersions(objects, a.objects, b.objects) };
  }
  return {
    own,
    others: whole.filter(({ author }) => author !== reader),
    incomplete: heads.filter(({ uid }) => graph.incomplete.has(uid)),
    invalid: of(graph.invalid),
    pair,
  };
}
