import { expect, test } from "vitest";
import type { AssistResult } from "../../../src/domain/calls/assist-calls.ts";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import { planeOf, seededRandom } from "../../support/phantom-plane.ts";
import { evenly, tasksOf } from "../../support/verify/assist/mask-slices.ts";
import { nextClick, squaredDistances } from "../../support/verify/assist/next-click.ts";
import { side } from "../../support/verify/assist/number-plane.ts";
import { scoreTask } from "../../support/verify/assist/protocol.ts";
import { readPairs, tasksOfPair } from "../../support/verify/assist/read-pairs.ts";
import { figuresOf, gateOf, spearman } from "../../support/verify/assist/report.ts";

const answer = (bits: Uint8Array<ArrayBuffer>): AssistResult => ({
  mask: encodeMaskRle({ columns: side, rows: side, bits }),
  confidence: 1,
  entropyBand: 0,
  midFraction: 0,
  notice: null,
  toolId: "oracle",
  version: "1",
  fileSha256: [],
  engine: "test",
  engineVersion: "1",
  license: "",
  params: {},
  milliseconds: 1,
});

test.each([1, 2, 3])(
  "the distance to the nearest other pixel is the one that a search finds, mask %i",
  (seed) => {
    const random = seededRandom(seed);
    const [columns, rows] = [17, 13];
    const bits = new Uint8Array(columns * rows).map(() => (random() < 0.85 ? 1 : 0));
    const found = squaredDistances(bits, columns, rows);
    for (let at = 0; at < bits.length; at++) {
      let best = Number.POSITIVE_INFINITY;
      for (let y = -1; y <= rows; y++)
        for (let x = -1; x <= columns; x++) {
          const inside = x >= 0 && y >= 0 && x < columns && y < rows;
          if (inside && bits[y * columns + x]) continue;
          best = Math.min(best, (x - (at % columns)) ** 2 + (y - Math.floor(at / columns)) ** 2);
        }
      expect(found[at]).toBe(best);
    }
  },
);

test("a click goes to the deepest pixel of the largest error, to what is missing when both are equal", () => {
  const truth = new Uint8Array(400);
  const found = new Uint8Array(400);
  for (let y = 2; y < 7; y++) truth.fill(1, y * 20 + 2, y * 20 + 7);
  expect(nextClick(found, truth, 20)).toEqual({ x: 4, y: 4, positive: true });
  for (let y = 12; y < 17; y++) found.fill(1, y * 20 + 2, y * 20 + 7);
  expect(nextClick(found, truth, 20)).toEqual({ x: 4, y: 4, positive: true });
  found.fill(1, 17 * 20 + 2, 17 * 20 + 7);
  expect(nextClick(found, truth, 20)?.positive).toBe(false);
  expect(nextClick(truth, truth, 20)).toBeNull();
});

test("slices are taken evenly and away from the ends", () => {
  expect(evenly(10, 2)).toEqual([2, 7]);
  expect(evenly(1, 2)).toEqual([0]);
  expect(evenly(0, 2)).toEqual([]);
});

const disc = (label: number, radius = 8) =>
  planeOf(60, 40, (x, y) => (Math.hypot(x - 30, y - 20) < radius ? label : 0));

test("each label is a task of its own, two slices each; a mask file of several is one instance each", () => {
  const image = Array.from({ length: 6 }, () => disc(500));
  const volume = [disc(0), disc(7), disc(7), disc(7), disc(9), disc(9, 2)];
  const tasks = tasksOf({ set: "s", id: "i" }, image, [volume]);
  expect(Array.isArray(tasks) && tasks.map(({ label }) => label)).toEqual([7, 7, 9]);
  const many = tasksOf(
    { set: "s", id: "i" },
    [disc(500)],
    Array.from({ length: 20 }, (_, at) => [disc(255, 4 + at / 2)]),
  );
  expect(Array.isArray(many) && many.length).toBe(8);
});

test("an empty mask and another grid are told, not measured", () => {
  const pair = { set: "s", id: "i" };
  expect(tasksOf(pair, [disc(1)], [[disc(0)]])).toContain("empty mask");
  expect(tasksOf(pair, [disc(1)], [[disc(1), disc(1)]])).toContain("grid mismatch");
});

test("a file that cannot be decoded and a path out of the folder skip their pair only", async () => {
  const pair = { set: "s", id: "i", image: "a.nrrd", masks: ["b.nrrd"] };
  const page = {
    decode: async () => ({ kind: "refused" as const, code: "x", message: "no DICOM" }),
    importFile: async () => ({
      kind: "imported" as const,
      stored: [],
      refused: [{ code: "x", message: "no" }],
    }),
  };
  expect(await tasksOfPair(page, "/corpus", pair)).toEqual({ set: "s", id: "i", reason: "not decoded: no" });
  const dicom = { ...pair, image: "a.dcm" };
  expect(await tasksOfPair(page, "/corpus", dicom)).toMatchObject({ reason: "not decoded: no DICOM" });
  const out = await tasksOfPair(page, "/corpus", { ...pair, image: "../a.nrrd" });
  expect(out).toMatchObject({ reason: "a path that leaves the folder" });
  expect(() => readPairs("/nowhere")).toThrow("mask_pairs.json");
});

test("a perfect tool scores 1 after one click and needs one; a blind one scores 0 and needs ten", async () => {
  const made = tasksOf({ set: "s", id: "i" }, [disc(500)], [[disc(3)]]);
  const [task] = typeof made === "string" ? [] : made;
  if (!task) throw new Error("no task");
  const perfect = await scoreTask(task, async () => answer(task.truth));
  const blind = await scoreTask(task, async () => answer(new Uint8Array(side * side)));
  const scored = (score: typeof perfect) => [{ set: "s", id: "i", label: 3, score }];
  const [best, worst] = [figuresOf(scored(perfect)), figuresOf(scored(blind))];
  expect(best).toMatchObject({ "D@1": 1, "D@10": 1, NoC90: 1, reach90: 1, box: 1 });
  expect(worst).toMatchObject({ "D@1": 0, "D@10": 0, NoC90: 10, reach90: 0, box: 0 });
  expect(perfect.times).toHaveLength(1);
  expect(gateOf(worst, best)).toEqual({ wins: ["D@1", "D@3", "D@5", "box"], pass: true });
  expect(gateOf(best, worst)).toEqual({ wins: [], pass: false });
});

const linesOf = (draw: (x: number, y: number) => number) => planeOf(60, 40, draw);
/** A line over the disc, one beside it. */
const drawnLines = (over: number, beside: number) =>
  linesOf((x, y) => (y === 20 && x > 26 && x < 34 ? over : y === 2 && x > 5 && x < 50 ? beside : 0));

test("lines of a set are asked once, over a thing and beside it, whatever values their files use, and scored in a column of their own", async () => {
  const pair = { set: "s", id: "i" };
  for (const [label, over, beside] of [
    [3, 1, 2],
    [255, 255, 1],
    [7, 7, 9],
  ] as const) {
    const made = tasksOf(pair, [disc(500)], [[disc(label)]], [[drawnLines(over, beside)]]);
    const [task] = typeof made === "string" ? [] : made;
    if (!task?.scribbles) throw new Error("no lines");
    // On the square of 256 a pixel of 60 × 40 is 4.27 wide; the disc is in the middle of both.
    const on = (positive: boolean) =>
      (task.scribbles ?? [])
        .filter((line) => line.positive === positive)
        .flatMap(({ pointsImage }) => pointsImage);
    for (const [x, y] of on(true))
      expect([task.truth[y * side + x], y > 120, y < 140]).toEqual([1, true, true]);
    expect(on(true).length).toBeGreaterThan(0);
    expect(on(false).length).toBeGreaterThan(0);
    for (const [x, y] of on(false)) expect(task.truth[y * side + x]).toBe(0);
    const asked: boolean[] = [];
    const score = await scoreTask(task, async (prompts) => {
      asked.push((prompts.scribbles ?? []).length > 0);
      return answer(prompts.scribbles ? task.truth : new Uint8Array(side * side));
    });
    expect(asked.filter((each) => each)).toHaveLength(1);
    expect(score.scribble).toBe(1);
    const with1 = figuresOf([{ ...pair, label, score }]);
    const with0 = figuresOf([{ ...pair, label, score: { ...score, scribble: 0 } }]);
    expect([with1.scribble, with0.scribble]).toEqual([1, 0]);
    expect(gateOf(with0, with1).wins).toEqual(["scribble"]);
  }
});

test("thin lines of a large image survive on the square, and a set without lines has no column", async () => {
  const large = planeOf(1024, 1024, (x, y) => (Math.hypot(x - 500, y - 500) < 200 ? 1 : 0));
  const thin = planeOf(1024, 1024, (x, y) => (y === 501 && x > 400 && x < 600 ? 1 : 0));
  const made = tasksOf({ set: "s", id: "i" }, [large], [[large]], [[thin]]);
  const [task] = typeof made === "string" ? [] : made;
  expect(task?.scribbles).toEqual([
    {
      positive: true,
      pointsImage: [
        [100, 125],
        [149, 125],
      ],
    },
  ]);
  const bare = tasksOf({ set: "s", id: "i" }, [large], [[large]]);
  const [none] = typeof bare === "string" ? [] : bare;
  if (!none) throw new Error("no task");
  const score = await scoreTask(none, async () => answer(none.truth));
  expect(score.scribble).toBeNull();
  expect(figuresOf([{ set: "s", id: "i", label: 1, score }]).scribble).toBeNull();
});

test("figures are means over sets, not over slices", () => {
  const score = (dice: number) => ({
    clicks: new Array(10).fill(dice),
    box: dice,
    scribble: null,
    times: [],
    doubts: [],
  });
  const rows = [0, 0, 0].map((dice, at) => ({ set: "many", id: `${at}`, label: 1, score: score(dice) }));
  expect(figuresOf([...rows, { set: "one", id: "0", label: 1, score: score(1) }])["D@1"]).toBe(0.5);
});

test("rank correlation is 1, −1 and 0 where it should be, with ties shared", () => {
  expect(spearman([1, 2, 3, 4], [10, 20, 30, 400])).toBe(1);
  expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
  expect(spearman([1, 1, 1], [1, 2, 3])).toBe(0);
  expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBe(0.949);
});
