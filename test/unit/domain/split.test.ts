import { expect, test } from "vitest";
import { type SplitGroup, splitGroups, splitNames, splitQuotas } from "../../../src/domain/split.ts";
import { makeRandom } from "../../support/random.ts";

const golden: SplitGroup[] = Array.from({ length: 20 }, (_, i) => ({
  key: `P${String(i + 1).padStart(4, "0")}`,
  modality: i % 4 === 0 ? "b" : "a",
  classes: [],
}));

const members = (groups: SplitGroup[], part: string) =>
  [...splitGroups(groups, "overread-1").groups]
    .filter(([, name]) => name === part)
    .map(([key]) => key)
    .sort();

test("the golden twenty patients fall as written down", () => {
  expect(members(golden, "val")).toEqual(["P0001", "P0007"]);
  expect(members(golden, "test")).toEqual(["P0010", "P0011"]);
  expect(members(golden, "train")).toHaveLength(16);
});

test("one thousand random sets: quotas exact, each patient in one part, order of no account", () => {
  const random = makeRandom(3);
  for (let round = 0; round < 1000; round++) {
    const groups = Array.from({ length: 1 + Math.floor(random() * 60) }, (_, i) => ({
      key: `k${i}`,
      modality: ["CT", "MR", "US"][Math.floor(random() * 3)] ?? "CT",
      classes: [1, 2, 3].filter(() => random() < 0.3),
    }));
    const split = splitGroups(groups, `s${round}`);
    const counts = ["train", "val", "test"].map(
      (part) => [...split.groups.values()].filter((p) => p === part).length,
    );
    expect(counts).toEqual(splitQuotas(groups.length, [80, 10, 10]));
    expect(split.groups.size).toBe(groups.length);
    const shuffled = [...groups].sort(() => random() - 0.5);
    expect(splitGroups(shuffled, `s${round}`).proofSha256).toBe(split.proofSha256);
  }
});

test("a locked patient keeps its part", () => {
  const locked = new Map([["P0003", "test" as const]]);
  expect(splitGroups(golden, "other", [80, 10, 10], locked).groups.get("P0003")).toBe("test");
});

test("one thousand sets that grow: nobody who has a part moves, quotas are exact or the nearest that the locks leave", () => {
  const random = makeRandom(8);
  for (let round = 0; round < 1000; round++) {
    const make = (count: number, from: number) =>
      Array.from({ length: count }, (_, i) => ({
        key: `k${from + i}`,
        modality: ["CT", "MR"][Math.floor(random() * 2)] ?? "CT",
        classes: [1, 2].filter(() => random() < 0.4),
      }));
    const few = make(1 + Math.floor(random() * 30), 0);
    // Of every third set the parts are somebody's wish: quotas then may not be reached.
    const locked =
      round % 3
        ? splitGroups(few, "s").groups
        : new Map(few.map(({ key }) => [key, splitNames[Math.floor(random() * 3)] ?? "train"]));
    const all = [...few, ...make(Math.floor(random() * 30), few.length)];
    const { groups, quotas } = splitGroups(all, `other ${round}`, [80, 10, 10], locked);
    for (const [key, part] of locked) expect(groups.get(key)).toBe(part);
    const count = (parts: Iterable<string>) => {
      const list = [...parts];
      return splitNames.map((name) => list.filter((part) => part === name).length);
    };
    const [given, kept] = [count(groups.values()), count(locked.values())];
    // A part is above its quota only where locks alone put it there; then the new ones go elsewhere.
    for (const at of [0, 1, 2])
      expect(given[at]).toBeLessThanOrEqual(Math.max(quotas[at] ?? 0, kept[at] ?? 0));
    expect(groups.size).toBe(all.length);
  }
});

test("fewer than three patients all train", () => {
  expect(splitQuotas(2, [80, 10, 10])).toEqual([2, 0, 0]);
});
