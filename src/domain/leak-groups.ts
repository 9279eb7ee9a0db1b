import type { SplitName } from "./split.ts";

/** A patient as the split sees one: the digests of all frames of all studies; an empty digest (a blank frame) joins nobody. */
export interface LeakMember {
  readonly patientKey: string;
  readonly digests: Iterable<string>;
}

/** Patients that must stay together, because a frame of one is a frame of another. `key` is the lowest of them. */
export interface LeakGroup {
  readonly key: string;
  readonly members: readonly string[];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Joins patients over equal frames (export-and-workflow 3.8.1). Sorted; does not depend on the order of `members`. */
export function leakGroups(members: Iterable<LeakMember>): LeakGroup[] {
  const parent = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(key, root);
    return root;
  };
  const firstWith = new Map<string, string>();
  for (const { patientKey, digests } of members) {
    if (!parent.has(patientKey)) parent.set(patientKey, patientKey);
    for (const digest of digests) {
      if (digest === "") continue;
      const other = firstWith.get(digest);
      if (other === undefined) firstWith.set(digest, patientKey);
      else parent.set(rootOf(patientKey), rootOf(other));
    }
  }
  const sets = new Map<string, string[]>();
  for (const key of [...parent.keys()].sort(byText)) {
    const root = rootOf(key);
    sets.set(root, [...(sets.get(root) ?? []), key]);
  }
  return [...sets.values()]
    .map((list) => ({ key: list[0] ?? "", members: list }))
    .sort((a, b) => byText(a.key, b.key));
}

/** A joined group whose members earlier exports put into different parts: a person decides (3.8.5). */
export interface SplitConflict {
  readonly members: readonly { readonly patientKey: string; readonly part: SplitName }[];
}

/** The part that each group is locked to by its members, and the groups that cannot keep it. */
export function lockedGroups(
  groups: readonly LeakGroup[],
  locks: ReadonlyMap<string, SplitName>,
): { readonly locked: ReadonlyMap<string, SplitName>; readonly conflicts: readonly SplitConflict[] } {
  const locked = new Map<string, SplitName>();
  const conflicts: SplitConflict[] = [];
  for (const { key, members } of groups) {
    const own = members.flatMap((patientKey) => {
      const part = locks.get(patientKey);
      return part ? [{ patientKey, part }] : [];
    });
    const [first] = own;
    if (!first) continue;
    if (own.some(({ part }) => part !== first.part)) conflicts.push({ members: own });
    else locked.set(key, first.part);
  }
  return { locked, conflicts };
}
