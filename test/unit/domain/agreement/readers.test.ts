import { expect, test } from "vitest";
import { bestAssignment } from "../../../../src/domain/agreement/assignment.ts";
import { fleissKappa } from "../../../../src/domain/agreement/fleiss.ts";
import { cohenKappa, confusionMatrix, quadraticKappa } from "../../../../src/domain/agreement/kappa.ts";
import { matchObjects } from "../../../../src/domain/agreement/match.ts";
import { makeRandom } from "../../../support/random.ts";

test("Cohen's kappa of the golden tables", () => {
  expect(
    cohenKappa([
      [20, 5],
      [10, 15],
    ]).value,
  ).toBeCloseTo(0.4, 10);
  const four = [
    [11, 3, 1, 0],
    [2, 9, 4, 0],
    [0, 3, 10, 2],
    [0, 1, 2, 12],
  ];
  expect(cohenKappa(four)).toMatchObject({ id: "kappa/1", subjects: 60 });
  expect(cohenKappa(four).value).toBeCloseTo(0.6, 10);
  expect(quadraticKappa(four).value).toBeCloseTo(0.8333333333, 9);
});

test("readers who only know one category have no kappa, and it says why", () => {
  expect(
    cohenKappa([
      [7, 0],
      [0, 0],
    ]),
  ).toEqual({ id: "kappa/1", value: null, subjects: 7, reason: "one category" });
  expect(
    cohenKappa([
      [0, 0],
      [0, 0],
    ]),
  ).toMatchObject({ value: null, reason: "no subjects" });
  expect(
    confusionMatrix(
      [
        ["a", "b"],
        ["a", "a"],
        ["x", "a"],
      ],
      ["a", "b"],
    ),
  ).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

const golden =
  "0,0,0,0,14 / 0,2,6,4,2 / 0,0,3,5,6 / 0,3,9,2,0 / 2,2,8,1,1 / 7,7,0,0,0 / 3,2,6,3,0 / 2,5,3,2,2 / 6,5,2,1,0 / 0,2,2,3,7";

test("Fleiss of the golden table; subjects that a reader left out do not count and are told", () => {
  const ratings = golden
    .split(" / ")
    .map((row) => row.split(",").flatMap((count, at) => new Array<number>(Number(count)).fill(at)));
  const found = fleissKappa(ratings, 14);
  expect(found.value).toBeCloseTo(0.2099307044, 9);
  const open: (number | null)[] = [...(ratings[0] ?? [])].map((value, at) => (at === 3 ? null : value));
  expect(fleissKappa([...ratings, open], 14)).toEqual({ ...found, left: 1 });
  expect(
    fleissKappa(
      [
        ["a", "a"],
        ["a", "a"],
      ],
      2,
    ),
  ).toMatchObject({ value: null, reason: "one category" });
  expect(fleissKappa([[null, "a"]], 2)).toMatchObject({ value: null, reason: "no subjects" });
  expect(fleissKappa([["a"]], 1)).toMatchObject({ value: null, reason: "one reader" });
});

/** The largest sum by trying every order. */
function bestSum(gain: readonly (readonly number[])[], row = 0, taken = new Set<number>()): number {
  if (row === gain.length) return 0;
  let best = bestSum(gain, row + 1, taken);
  for (const [column, value] of (gain[row] ?? []).entries()) {
    if (taken.has(column)) continue;
    best = Math.max(best, value + bestSum(gain, row + 1, new Set([...taken, column])));
  }
  return best;
}

test("the assignment has the largest sum of all, for five hundred random tables of every shape", () => {
  const random = makeRandom(17);
  for (let round = 0; round < 500; round++) {
    const [rows, columns] = [Math.floor(random() * 6), Math.floor(random() * 6)];
    const gain = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => (random() < 0.4 ? 0 : random())),
    );
    const pairs = bestAssignment(gain);
    const taken = pairs.filter((column) => column >= 0);
    expect(new Set(taken).size).toBe(taken.length);
    const sum = pairs.reduce((total, column, row) => total + (gain[row]?.[column] ?? 0), 0);
    expect(sum).toBeCloseTo(bestSum(gain), 10);
  }
});

test("objects are matched one to one for the largest sum; below one half they are different objects", () => {
  // Greedy would take 0.9 first and leave 0.5 + nothing.
  const found = matchObjects(
    [
      [0.9, 0.8, 0],
      [0.85, 0.4, 0],
    ],
    3,
  );
  expect(found.pairs).toEqual([
    { a: 0, b: 1, iou: 0.8 },
    { a: 1, b: 0, iou: 0.85 },
  ]);
  expect(found).toMatchObject({ id: "match/1", onlyA: [], onlyB: [2], f1: 0.8 });
  expect(found.meanIou).toBeCloseTo(0.825, 12);
  expect(matchObjects([[0.49]], 1)).toMatchObject({
    pairs: [],
    f1: 0,
    meanIou: null,
    onlyA: [0],
    onlyB: [0],
  });
  expect(matchObjects([], 0)).toMatchObject({ f1: 1, bothEmpty: true });
  expect(matchObjects([], 2)).toMatchObject({ f1: 0, onlyB: [0, 1] });
});
