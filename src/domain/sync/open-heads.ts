import type { Version } from "./version.ts";
import { byUid, versionGraph } from "./version-graph.ts";

/**
 * Newest versions of a study that nobody has put together yet: two of one reader, or, where one person labels each study, of any two. Empty
 * where there is no such fork. Readings of several blind readers are none, and a head with a gap behind it waits for the rest (sync 3.6).
 */
export function openHeads(versions: readonly Version[], readers: number): Version[] {
  const known = byUid(versions);
  const { heads, incomplete } = versionGraph(versions);
  const byReader = new Map<string, Version[]>();
  for (const uid of heads) {
    const version = incomplete.has(uid) ? undefined : known.get(uid);
    if (!version) continue;
    const key = readers > 1 ? version.author : "";
    byReader.set(key, [...(byReader.get(key) ?? []), version]);
  }
  return [...byReader.values()].filter((own) => own.length > 1).flat();
}
