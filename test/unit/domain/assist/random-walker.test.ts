import { expect, test } from "vitest";
import { classic } from "../../../../src/domain/assist/classic.ts";
import { randomWalker } from "../../../../src/domain/assist/random-walker.ts";
import { diceOf, ellipsePhantom, planeOf, seededRandom } from "../../../support/phantom-plane.ts";

/** Solves the Dirichlet problem by Gauss–Jordan on the dense matrix, from the definition. */
function denseWalker(
  plane: ReturnType<typeof planeOf>,
  positive: Uint8Array,
  negative: Uint8Array,
): number[] {
  const { columns, rows, values } = plane;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const count = values.length;
  const matrix = Array.from({ length: count }, () => new Array<number>(count + 1).fill(0));
  for (let at = 0; at < count; at++) {
    const row = matrix[at] ?? [];
    if (positive[at] || negative[at]) {
      row[at] = 1;
      row[count] = positive[at] ? 1 : 0;
      continue;
    }
    const [x, y] = [at % columns, Math.floor(at / columns)];
    const near = [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ] as const;
    for (const [nx, ny] of near) {
      if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
      const to = ny * columns + nx;
      const step = (values[to] ?? 0) - (values[at] ?? 0);
      const weight = Math.exp((-500 * step * step) / (10 * deviation)) + 1e-10;
      row[at] = (row[at] ?? 0) + weight;
      row[to] = (row[to] ?? 0) - weight;
    }
  }
  for (let pivot = 0; pivot < count; pivot++) {
    const row = matrix[pivot] ?? [];
    const by = row[pivot] ?? 1;
    for (let c = pivot; c <= count; c++) row[c] = (row[c] ?? 0) / by;
    for (const [at, other] of matrix.entries()) {
      const factor = other[pivot] ?? 0;
      if (at === pivot || factor === 0) continue;
      for (let c = pivot; c <= count; c++) other[c] = (other[c] ?? 0) - factor * (row[c] ?? 0);
    }
  }
  return matrix.map((row) => row[count] ?? 0);
}

test.each([1, 2, 3, 4, 5])("the walker solves what the dense matrix solves, plane %i", (seed) => {
  const random = seededRandom(seed);
  const [columns, rows] = [14, 11];
  const plane = planeOf(columns, rows, (x) => (x < 7 ? 0.2 : 0.7) + 0.1 * random());
  const positive = new Uint8Array(columns * rows);
  const negative = new Uint8Array(columns * rows);
  positive[5 * columns + 3] = 1;
  negative[4 * columns + 11] = 1;
  negative[0] = 1;
  const wanted = denseWalker(plane, positive, negative);
  const { values } = randomWalker(plane, { positive, negative });
  const worst = Math.max(...wanted.map((value, at) => Math.abs(value - (values[at] ?? 0))));
  expect(worst).toBeLessThan(0.02);
  expect(wanted.some((value) => value > 0.2 && value < 0.8)).toBe(true);
});

test("a warm start changes the answer by less than the tolerance allows", () => {
  const { plane, center } = ellipsePhantom(96, 3);
  const scaled = { ...plane, values: plane.values.map((value) => value / 400) };
  const positive = new Uint8Array(96 * 96);
  const negative = new Uint8Array(96 * 96);
  positive[Math.round(center[1]) * 96 + Math.round(center[0])] = 1;
  negative.fill(1, 0, 96);
  const cold = randomWalker(scaled, { positive, negative });
  const warm = randomWalker(scaled, { positive, negative }, cold.values);
  expect(Math.max(...warm.values.map((value, at) => Math.abs(value - (cold.values[at] ?? 0))))).toBeLessThan(
    0.02,
  );
});

test("without a positive seed nothing is found, without a negative one everything", () => {
  const plane = planeOf(20, 20, (x) => x / 20);
  const none = new Uint8Array(400);
  const one = new Uint8Array(400);
  one[210] = 1;
  expect(randomWalker(plane, { positive: none, negative: one }).values.every((value) => value < 0.5)).toBe(
    true,
  );
  const all = randomWalker(plane, { positive: one, negative: none }).values;
  expect(all.filter((value) => value > 0.5).length).toBe(400);
});

test("the walker's grid stays at 128 pixels, whatever the plane", () => {
  const { plane, truth, center, radii } = ellipsePhantom(400, 9);
  const outside = [center[0] + radii[0] * 1.4, center[1]] as const;
  const result = classic({
    plane,
    prompts: { positive: [center], negative: [outside], box: null },
    method: "auto",
    tolerance: null,
  });
  expect(result.method).toBe("random-walker");
  expect(result.params.side).toBe(128);
  expect(diceOf(result.mask.bits, truth)).toBeGreaterThan(0.9);
});
