import { describe, expect, test } from "vitest";
import { maskDice } from "../../../../src/domain/mask-dice.ts";
import { ellipseSpans, type PixelSpan, spansToMask } from "../../../../src/domain/rasterize.ts";
import { type BetweenSlice, fillBetween } from "../../../../src/domain/region/between.ts";

const [columns, rows] = [200, 150];
const square = { rowMm: 1, columnMm: 1 };
const disc = (x: number, y: number, radius: number) =>
  ellipseSpans([x, y], [radius, radius], 0, columns, rows);
const dice = (a: readonly PixelSpan[] | null | undefined, b: readonly PixelSpan[]) =>
  maskDice(spansToMask(a ?? [], columns, rows), spansToMask(b, columns, rows));

function fill(
  slices: readonly (readonly PixelSpan[] | null)[],
  size = square,
  positions?: readonly number[],
) {
  const given = slices.map(
    (spans, index): BetweenSlice => ({ spans, position: positions?.[index] ?? index }),
  );
  const work = fillBetween(given, columns, rows, size);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

describe("fill between slices", () => {
  test.each([10, 25, 45, 60, 100])(
    "a disc that moved by %i pixels lies half-way in the middle slice (radius 20: beyond 40 they do not overlap)",
    (shift) => {
      const filled = fill([disc(40, 70, 20), null, null, null, disc(40 + shift, 70, 20)]);
      expect(dice(filled[2], disc(40 + shift / 2, 70, 20))).toBeGreaterThan(0.97);
      expect(dice(filled[1], disc(40 + shift / 4, 70, 20))).toBeGreaterThan(0.95);
    },
  );
  test("only empty slices between drawn ones are filled", () => {
    const filled = fill([null, disc(50, 50, 10), null, disc(50, 50, 10), disc(50, 50, 12), null]);
    expect(filled.map((spans) => spans === null)).toEqual([true, true, false, true, true, true]);
    expect(dice(filled[2], disc(50, 50, 10))).toBe(1);
  });
  test("a disc that grows has the radius between", () => {
    const filled = fill([disc(80, 70, 10), null, disc(80, 70, 30)]);
    expect(dice(filled[1], disc(80, 70, 20))).toBeGreaterThan(0.97);
  });
  test("slices are weighed by where they lie, not by their number", () => {
    const filled = fill([disc(40, 70, 20), null, disc(80, 70, 20)], square, [0, 7.5, 10]);
    expect(dice(filled[1], disc(70, 70, 20))).toBeGreaterThan(0.97);
    const falling = fill([disc(40, 70, 20), null, disc(80, 70, 20)], square, [10, 2.5, 0]);
    expect(dice(falling[1], disc(70, 70, 20))).toBeGreaterThan(0.97);
  });
  test("two parts that move apart each go their own way", () => {
    const filled = fill([
      [...disc(50, 50, 12), ...disc(110, 50, 12)],
      null,
      [...disc(30, 60, 12), ...disc(130, 60, 12)],
    ]);
    expect(dice(filled[1], [...disc(40, 55, 12), ...disc(120, 55, 12)])).toBeGreaterThan(0.95);
  });
  test("a part that ends is smaller half-way, and one that begins likewise", () => {
    const both = [...disc(50, 50, 15), ...disc(120, 90, 15)];
    for (const slices of [
      [both, null, disc(50, 50, 15)],
      [disc(50, 50, 15), null, both],
    ]) {
      const [, middle] = fill(slices);
      const right = (middle ?? []).filter(([, from]) => from > 85);
      const area = right.reduce((sum, [, from, to]) => sum + to - from, 0);
      expect(area).toBeGreaterThan(60);
      expect(area).toBeLessThan(400);
    }
  });
  test("a branch: one part becomes two", () => {
    const filled = fill([
      ellipseSpans([90, 70], [40, 14], 0, columns, rows),
      null,
      [...disc(65, 70, 14), ...disc(115, 70, 14)],
    ]);
    expect(dice(filled[1], [...disc(65, 70, 14), ...disc(115, 70, 14)])).toBeGreaterThan(0.8);
    expect(filled[1]?.length).toBeGreaterThan(10);
  });
  test("unequal spacing bends nothing: an ellipse in pixels, a circle in millimetres", () => {
    const size = { rowMm: 2, columnMm: 1 };
    const circle = (x: number, r: number) => ellipseSpans([x, 70], [r, r / 2], 0, columns, rows);
    const filled = fill([circle(60, 20), null, circle(100, 40)], size);
    expect(dice(filled[1], circle(80, 30))).toBeGreaterThan(0.96);
  });
});
