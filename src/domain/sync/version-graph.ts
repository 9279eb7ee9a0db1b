import type { VersionNode } from "./version.ts";

/** What can be said of the versions of a study. */
export interface VersionGraph {
  /** Versions that no valid version names as predecessor, in text order. */
  readonly heads: readonly string[];
  /** On a cycle, or their own predecessor: a broken or hostile hub. Shown, never merged, and they supersede nothing. */
  readonly invalid: ReadonlySet<string>;
  /** Valid versions with a predecessor somewhere behind them that is not here, or is invalid. */
  readonly incomplete: ReadonlySet<string>;
}

/** The nodes by UID; of two with one UID the first, for a UID has one content. */
export function byUid<Node extends VersionNode>(nodes: readonly Node[]): Map<string, Node> {
  const map = new Map<string, Node>();
  for (const node of nodes) if (!map.has(node.uid)) map.set(node.uid, node);
  return map;
}

/** A version and everything behind it that is known. Cycles end. */
export function ancestors(known: ReadonlyMap<string, VersionNode>, uid: string): Set<string> {
  const seen = new Set<string>();
  const open = known.has(uid) ? [uid] : [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const before of known.get(next)?.predecessors ?? []) if (known.has(before)) open.push(before);
  }
  return seen;
}

/** Versions that reach themselves. What only comes before or after a cycle is left over as soon as its own neighbours are gone. */
function onCycles(known: ReadonlyMap<string, VersionNode>): Set<string> {
  const invalid = new Set<string>();
  for (const [uid, { predecessors }] of known)
    if (predecessors.some((before) => ancestors(known, before).has(uid))) invalid.add(uid);
  return invalid;
}

/** Whether the whole graph can be put in order, which is the usual case and cheap to know. */
function hasCycle(known: ReadonlyMap<string, VersionNode>): boolean {
  const left = new Map([...known].map(([uid, node]) => [uid, new Set(node.predecessors).size]));
  const after = new Map<string, string[]>();
  for (const [uid, { predecessors }] of known)
    for (const before of new Set(predecessors)) after.set(before, [...(after.get(before) ?? []), uid]);
  const ready = [...after.keys()].filter((uid) => !known.has(uid));
  for (const [uid, count] of left) if (count === 0) ready.push(uid);
  let done = 0;
  for (let uid = ready.pop(); uid !== undefined; uid = ready.pop()) {
    if (known.has(uid)) done++;
    for (const next of after.get(uid) ?? []) {
      const count = (left.get(next) ?? 0) - 1;
      left.set(next, count);
      if (count === 0) ready.push(next);
    }
  }
  return done < known.size;
}

/** Heads, gaps and faults of the history of a study (sync 3.6). */
export function versionGraph(nodes: readonly VersionNode[]): VersionGraph {
  const known = byUid(nodes);
  const invalid = hasCycle(known) ? onCycles(known) : new Set<string>();
  const valid = [...known.values()].filter(({ uid }) => !invalid.has(uid));
  const named = new Set(valid.flatMap(({ predecessors }) => predecessors));
  const gaps = valid.filter(({ predecessors }) =>
    predecessors.some((before) => !known.has(before) || invalid.has(before)),
  );
  const after = new Map<string, string[]>();
  for (const { uid, predecessors } of valid)
    for (const before of predecessors) after.set(before, [...(after.get(before) ?? []), uid]);
  const incomplete = new Set<string>();
  const open = gaps.map(({ uid }) => uid);
  for (let uid = open.pop(); uid !== undefined; uid = open.pop()) {
    if (incomplete.has(uid)) continue;
    incomplete.add(uid);
    open.push(...(after.get(uid) ?? []));
  }
  const heads = valid.map(({ uid }) => uid).filter((uid) => !named.has(uid));
  return { heads: heads.sort(), invalid, incomplete };
}
