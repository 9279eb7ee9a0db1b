import { expect, test } from "vitest";
import { type SplitGroup, splitGroups, splitQuotas } from "../../../src/domain/split.ts";
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

test("fewer than three patients all train", () => {
  expect(splitQuotas(2, [80, 10, 10])).toEqual([2, 0, 0]);
});
