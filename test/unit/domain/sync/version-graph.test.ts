import { describe, expect, it } from "vitest";
import { mergeBase } from "../../../../src/domain/sync/merge-base.ts";
import { mergeVersions, resolveMerge } from "../../../../src/domain/sync/merge-versions.ts";
import { openHeads } from "../../../../src/domain/sync/open-heads.ts";
import { studyHeads } from "../../../../src/domain/sync/study-heads.ts";
import type { Version, VersionNode, VersionObjects } from "../../../../src/domain/sync/version.ts";
import { versionGraph } from "../../../../src/domain/sync/version-graph.ts";
import { expectSame } from "../../../support/expect-same.ts";
import { makeRandom } from "../../../support/random.ts";

const node = (uid: string, ...predecessors: string[]): VersionNode => ({ uid, author: "R1", predecessors });
const version = (uid: string, predecessors: string[], objects: VersionObjects, author = "R1"): Version => ({
  uid,
  author,
  predecessors,
  objects,
  study: "2.25.1",
  series: "2.25.2",
  classes: [],
  device: "D",
  completion: "PARTIAL",
  verification: "UNVERIFIED",
  madeAt: "2026-01-01T00:00:00Z",
});

describe("the history of a study", () => {
  it("has one head when nobody worked at the same time", () => {
    expect(versionGraph([node("1"), node("2", "1"), node("3", "2")]).heads).toEqual(["3"]);
  });

  it("has two heads after a fork, and one when a version names both", () => {
    const fork = [node("1"), node("2", "1"), node("3", "1")];
    expect(versionGraph(fork).heads).toEqual(["2", "3"]);
    expect(versionGraph([...fork, node("4", "2", "3")]).heads).toEqual(["4"]);
  });

  it("calls what lies behind a gap incomplete, with all that builds on it", () => {
    const graph = versionGraph([node("2", "missing"), node("3", "2"), node("9")]);
    expect([...graph.incomplete].sort()).toEqual(["2", "3"]);
    expect(graph.heads).toEqual(["3", "9"]);
  });

  it("lets a cycle supersede nothing", () => {
    const graph = versionGraph([node("1"), node("8", "9", "1"), node("9", "8"), node("7", "7", "1")]);
    expect([...graph.invalid].sort()).toEqual(["7", "8", "9"]);
    expect(graph.heads).toEqual(["1"]);
    expect([...versionGraph([node("8", "9"), node("9", "8"), node("10", "9")]).incomplete]).toEqual(["10"]);
  });

  it("merges from the nearest common version, the lowest of several, or from none", () => {
    const history = [node("1"), node("2", "1"), node("3", "2"), node("4", "2")];
    expect(mergeBase(history, "3", "4")).toBe("2");
    expect(mergeBase(history, "2", "4")).toBe("2");
    const crossed = [node("a"), node("b"), node("x", "a", "b"), node("y", "a", "b")];
    expect(mergeBase(crossed, "x", "y")).toBe("a");
    expect(mergeBase([node("1"), node("2")], "1", "2")).toBeNull();
  });
});

describe("a fork that waits for a person", () => {
  const fork = [version("1", [], {}), version("2", ["1"], {}), version("3", ["1"], {})];
  const uids = (versions: readonly Version[], readers: number) =>
    openHeads(versions, readers).map(({ uid }) => uid);

  it("is two newest versions of one reader, until one names both", () => {
    expect(uids(fork, 1)).toEqual(["2", "3"]);
    expect(uids(fork, 3)).toEqual(["2", "3"]);
    expect(uids([...fork, version("4", ["2", "3"], {})], 1)).toEqual([]);
    expect(uids(fork.slice(0, 2), 1)).toEqual([]);
  });

  it("is two readers where one labels each study, and none where several read blind", () => {
    const readings = [version("1", [], {}), version("2", [], {}, "R2")];
    expect(uids(readings, 1)).toEqual(["1", "2"]);
    expect(uids(readings, 2)).toEqual([]);
  });

  it("is none with a version whose past is not here", () => {
    expect(uids([version("1", [], {}), version("3", ["missing"], {})], 1)).toEqual([]);
  });
});

describe("a three-way merge", () => {
  const base = { m1: "one", m2: "two", m3: "three" };

  it("leaves the reference case one conflict and no loss (sync 5.2)", () => {
    const { objects, conflicts } = mergeVersions(
      base,
      { m1: "one, moved by A", m2: "two", m4: "four" },
      { m1: "one, moved by B", m2: "two, moved", m3: "three" },
    );
    expect(objects).toEqual({ m2: "two, moved", m4: "four" });
    expect(conflicts).toEqual([
      { trackingUid: "m1", kind: "both-edited", base: "one", a: "one, moved by A", b: "one, moved by B" },
    ]);
  });

  it("names a deletion against an edit, and the same thing added twice", () => {
    const kinds = mergeVersions(base, { m1: "x", m2: "two", n: "1" }, { m2: "two", m3: "three", n: "2" });
    expect(kinds.conflicts.map(({ trackingUid, kind }) => [trackingUid, kind])).toEqual([
      ["m1", "edit/delete"],
      ["n", "both-added"],
    ]);
  });

  it("is finished by a person only: an open conflict cannot be written", () => {
    const merge = mergeVersions(base, { ...base, m1: "A" }, { ...base, m1: "B" });
    expect(() => resolveMerge(merge, new Map())).toThrow(/m1/);
    expect(resolveMerge(merge, new Map([["m1", { keep: "b" as const }]])).m1).toBe("B");
    const both = { keep: "both" as const, newTrackingUid: "m9", second: "B as m9" };
    expect(resolveMerge(merge, new Map([["m1", both]]))).toMatchObject({ m1: "A", m9: "B as m9" });
  });

  it("over 3,000 random cases: sides can be swapped, unchanged sides give the other, nothing edited is lost", () => {
    const random = makeRandom(20261128);
    const pick = () => {
      const objects: Record<string, string> = {};
      for (const uid of ["a", "b", "c", "d", "e"])
        if (random() < 0.7) objects[uid] = String(Math.floor(random() * 3));
      return objects;
    };
    for (let round = 0; round < 3000; round++) {
      const [was, a, b] = [pick(), pick(), pick()];
      const one = mergeVersions(was, a, b);
      const other = mergeVersions(was, b, a);
      expectSame(other.objects, one.objects);
      expectSame(
        other.conflicts.map((entry) => ({ ...entry, a: entry.b, b: entry.a })),
        one.conflicts,
      );
      expectSame(mergeVersions(was, was, b), { objects: b, conflicts: [] });
      expectSame(mergeVersions(was, a, a), { objects: a, conflicts: [] });
      const open = new Set(one.conflicts.map(({ trackingUid }) => trackingUid));
      for (const side of [a, b])
        for (const [uid, text] of Object.entries(side))
          if (text !== was[uid as keyof typeof was])
            expectSame(open.has(uid) || one.objects[uid] === text, true);
    }
  });
});

describe("the heads of a study for a reader", () => {
  it("offers their own two heads and leaves other readers' alone", () => {
    const versions = [
      version("1", [], { m1: "one" }),
      version("2", ["1"], { m1: "A" }),
      version("3", ["1"], { m1: "one", m2: "B" }),
      version("4", [], { m1: "other" }, "R2"),
    ];
    const heads = studyHeads(versions, "R1");
    expect(heads.pair?.base).toBe("1");
    expect(heads.pair?.merge).toEqual({ objects: { m1: "A", m2: "B" }, conflicts: [] });
    expect(heads.others.map(({ uid }) => uid)).toEqual(["4"]);
  });

  it("does not merge a head with a gap behind it", () => {
    const heads = studyHeads([version("2", ["gone"], {}), version("3", [], {})], "R1");
    expect(heads.pair).toBeNull();
    expect(heads.incomplete.map(({ uid }) => uid)).toEqual(["2"]);
  });
});
