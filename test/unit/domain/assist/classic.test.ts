import { expect, test } from "vitest";
import { classic, classicMethodFor } from "../../../../src/domain/assist/classic.ts";
import type { Prompts } from "../../../../src/domain/proposal.ts";
import { diceOf, ellipsePhantom, planeOf } from "../../../support/phantom-plane.ts";

const none: Prompts = { positive: [], negative: [], box: null };

test.each([
  ["flood for one click", { ...none, positive: [[1, 1]] }, "flood"],
  [
    "flood for two clicks",
    {
      ...none,
      positive: [
        [1, 1],
        [2, 2],
      ],
    },
    "flood",
  ],
  [
    "the random walker for three clicks",
    {
      ...none,
      positive: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    },
    "random-walker",
  ],
  ["the random walker for both signs", { ...none, positive: [[1, 1]], negative: [[5, 5]] }, "random-walker"],
  ["the ellipse for a box", { ...none, box: [1, 1, 9, 9] }, "ellipse"],
  [
    "the random walker for a box with a click",
    { ...none, box: [1, 1, 9, 9], positive: [[4, 4]] },
    "random-walker",
  ],
] as const)("the dispatcher picks %s", (_, prompts, method) => {
  expect(classicMethodFor(prompts)).toBe(method);
});

test.each([
  [1, 128],
  [2, 200],
  [3, 400],
  [4, 600],
])("one click floods an ellipse, phantom %i at %i pixels", (seed, side) => {
  const { plane, truth, center } = ellipsePhantom(side, seed);
  const result = classic({
    plane,
    prompts: { ...none, positive: [center] },
    method: "auto",
    tolerance: null,
  });
  expect(result.method).toBe("flood");
  expect(diceOf(result.mask.bits, truth)).toBeGreaterThan(0.9);
});

test.each([
  [1, 128],
  [2, 200],
  [3, 400],
  [4, 600],
])("a click each side of the rim finds the ellipse geodesically, phantom %i at %i pixels", (seed, side) => {
  const { plane, truth, center, radii } = ellipsePhantom(side, seed);
  const outside = [center[0] + radii[0] * 1.3, center[1]] as const;
  const prompts = { ...none, positive: [center], negative: [outside] };
  const result = classic({ plane, prompts, method: "geodesic", tolerance: null });
  expect(diceOf(result.mask.bits, truth)).toBeGreaterThan(0.93);
});

test("a box with a click finds the object in the box and nothing outside it", () => {
  const { plane, truth, center, radii } = ellipsePhantom(256, 7);
  const box = [
    center[0] - radii[0] - 3,
    center[1] - radii[1] - 3,
    center[0] + radii[0] + 3,
    center[1] + radii[1] + 3,
  ] as const;
  const { mask } = classic({
    plane,
    prompts: { ...none, positive: [center], box },
    method: "auto",
    tolerance: null,
  });
  expect(diceOf(mask.bits, truth)).toBeGreaterThan(0.93);
  const escaped = mask.bits.some((bit, at) => bit === 1 && (at % 256 < box[0] - 1 || at % 256 > box[2] + 1));
  expect(escaped).toBe(false);
});

test("a wider tolerance never floods less", () => {
  const { plane, center } = ellipsePhantom(200, 5);
  const area = (tolerance: number) =>
    classic({ plane, prompts: { ...none, positive: [center] }, method: "flood", tolerance }).mask.bits.reduce(
      (sum, bit) => sum + bit,
      0,
    );
  const areas = [0.02, 0.05, 0.1, 0.2, 0.4, 0.9].map(area);
  expect([...areas].sort((a, b) => a - b)).toEqual(areas);
  expect(areas.at(-1)).toBeGreaterThan((areas[0] ?? 0) * 1.5);
});

test("a negative click takes its side away and leaves the positive one", () => {
  const plane = planeOf(128, 128, (x) => (x < 60 ? 0 : x < 64 ? 8 : 1));
  const prompts = { ...none, positive: [[30, 64] as const], negative: [[100, 64] as const] };
  const { mask } = classic({ plane, prompts, method: "flood", tolerance: 0.2 });
  expect(mask.bits[64 * 128 + 30]).toBe(1);
  expect(mask.bits[64 * 128 + 100]).toBe(0);
});

test("a plane without contrast gives the prompt pixels back and says so", () => {
  const plane = planeOf(100, 80, () => 42);
  for (const method of ["flood", "geodesic", "random-walker"] as const) {
    const { mask, notice } = classic({
      plane,
      prompts: { ...none, positive: [[50, 40]] },
      method,
      tolerance: null,
    });
    expect(notice).toBe("no-contrast");
    expect(mask.bits[40 * 100 + 50]).toBe(1);
    expect(mask.bits.reduce((sum, bit) => sum + bit, 0)).toBeLessThan(30);
  }
});

test("NaN and infinite values do not spread", () => {
  const { plane, truth, center } = ellipsePhantom(300, 8);
  const values = plane.values.slice();
  for (let at = 0; at < 300 * 20; at++) values[at] = at % 2 ? Number.NaN : Number.POSITIVE_INFINITY;
  const { mask } = classic({
    plane: { ...plane, values },
    prompts: { ...none, positive: [center] },
    method: "flood",
    tolerance: null,
  });
  expect(diceOf(mask.bits, truth)).toBeGreaterThan(0.9);
});

test("the ellipse touches the four sides of its box and stays inside it", () => {
  const plane = planeOf(60, 50, () => 0);
  const { mask } = classic({
    plane,
    prompts: { ...none, box: [10, 5, 49, 34] },
    method: "auto",
    tolerance: null,
  });
  const set = [...mask.bits.entries()]
    .filter(([, bit]) => bit === 1)
    .map(([at]) => [at % 60, Math.floor(at / 60)] as const);
  const xs = set.map(([x]) => x);
  const ys = set.map(([, y]) => y);
  expect([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]).toEqual([10, 5, 49, 34]);
  expect(Math.abs(set.length / (Math.PI * 20 * 15) - 1)).toBeLessThan(0.02);
});
