import type { VersionNode } from "./version.ts";
import { ancestors, byUid } from "./version-graph.ts";

/**
 * The nearest common ancestor of two versions: one behind both that is behind no other such. Several: the lowest in text order, so that
 * every device takes the same. None: null, and the merge starts from nothing (sync 3.6).
 */
export function mergeBase(nodes: readonly VersionNode[], a: string, b: string): string | null {
  const known = byUid(nodes);
  const behindB = ancestors(known, b);
  const common = [...ancestors(known, a)].filter((uid) => behindB.has(uid));
  const beaten = new Set<string>();
  for (const uid of common)
    for (const before of known.get(uid)?.predecessors ?? [])
      for (const older of ancestors(known, before)) beaten.add(older);
  return common.filter((uid) => !beaten.has(uid)).sort()[0] ?? null;
}
