import { describe, expect, test } from "vitest";
import { ellipseSpans, type PixelSpan, polygonSpans, spansToMask } from "../../../../src/domain/rasterize.ts";
import {
  fillHoles,
  growMask,
  keepLargest,
  removeIslands,
  shrinkMask,
  smoothMask,
  splitParts,
} from "../../../../src/domain/region/clean.ts";
import { squaredDistance } from "../../../../src/domain/region/distance.ts";
import { type MaskBox, maskBox, maskBoxSpans } from "../../../../src/domain/region/mask-box.ts";
import { isOuter, maskOutlines } from "../../../../src/domain/region/outline.ts";
import { makeRandom } from "../../../support/random.ts";

/** A mask from a picture: every sign but a dot is set. */
function drawn(...lines: string[]): MaskBox {
  const spans = lines.flatMap((line, row) =>
    [...line].flatMap((sign, column): PixelSpan[] => (sign === "." ? [] : [[row, column, column + 1]])),
  );
  const box = maskBox(spans, 3);
  if (!box) throw new Error("An empty picture.");
  return box;
}
const picture = (box: MaskBox, columns: number, rows: number) => {
  const { bits } = spansToMask(maskBoxSpans(box, columns, rows), columns, rows);
  return Array.from({ length: rows }, (_, row) =>
    [...bits.subarray(row * columns, (row + 1) * columns)].map((bit) => (bit ? "#" : ".")).join(""),
  );
};
const size = { rowMm: 2.5, columnMm: 0.7 };

const randomBits = (seed: number, columns: number, rows: number, share: number) => {
  const random = makeRandom(seed);
  return new Uint8Array(columns * rows).map(() => (random() < share ? 1 : 0));
};

test("distances are those of the definition, over 40 random masks of unequal spacing", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const [columns, rows] = [5 + (seed % 13), 4 + (seed % 9)];
    const bits = randomBits(seed, columns, rows, 0.1);
    const found = squaredDistance(bits, columns, rows, size, 1);
    for (let at = 0; at < bits.length; at++) {
      let least = 1e20;
      for (let to = 0; to < bits.length; to++) {
        if (!bits[to]) continue;
        const dx = ((at % columns) - (to % columns)) * size.columnMm;
        const dy = (Math.floor(at / columns) - Math.floor(to / columns)) * size.rowMm;
        least = Math.min(least, dx * dx + dy * dy);
      }
      if (least === 1e20) expect(found[at]).toBeGreaterThan(1e15);
      else expect(found[at], `seed ${seed}, pixel ${at}`).toBeCloseTo(least, 6);
    }
  }
});

describe("clean-up of masks", () => {
  test("fills holes, not bays, and a diagonal gap is no way out", () => {
    const box = drawn(".###..", "#..#..", "#.##..", ".##.##", "....#.", ".#..##");
    expect(picture(fillHoles(box), 6, 6)).toEqual([
      ".###..",
      "####..",
      "####..",
      ".##.##",
      "....#.",
      ".#..##",
    ]);
  });
  test("removes parts below a size; diagonal neighbours are one part", () => {
    const box = drawn("##...#", "##..#.", "......", "###...");
    expect(picture(removeIslands(box, 3), 6, 4)).toEqual(["##....", "##....", "......", "###..."]);
    expect(picture(removeIslands(box, 2), 6, 4)).toEqual(["##...#", "##..#.", "......", "###..."]);
    expect(picture(keepLargest(box), 6, 4)).toEqual(["##....", "##....", "......", "......"]);
  });
  test("splits into parts that together are the mask and share no pixel", () => {
    const box = drawn("##...#", "##..#.", "......", "###...");
    const parts = splitParts(box);
    expect(parts.map(({ bits }) => bits.reduce((sum, bit) => sum + bit, 0))).toEqual([4, 2, 3]);
    const sum = parts.reduce(
      (all, { bits }) => all.map((value, at) => value + (bits[at] ?? 0)),
      new Uint8Array(box.bits.length),
    );
    expect([...sum]).toEqual([...box.bits]);
  });
  test("grows by millimetres, not pixels: an ellipse where rows are wider apart than columns", () => {
    const box = maskBox([[50, 50, 51]], 20, 6);
    if (!box) throw new Error("empty");
    const grown = maskBoxSpans(growMask(box, 7, size), 200, 200);
    const expected = ellipseSpans([50, 50], [7 / size.columnMm, 7 / size.rowMm], 0, 200, 200);
    expect(grown).toEqual(expected);
  });
  test("shrinks what it has grown back to a convex shape, and the border of the image is an outside", () => {
    const disc = ellipseSpans([60, 60], [30, 30], 0, 200, 200);
    const box = maskBox(disc, 10);
    if (!box) throw new Error("empty");
    const one = { rowMm: 1, columnMm: 1 };
    const back = shrinkMask(growMask(box, 5, one), 5, one);
    const area = (spans: readonly PixelSpan[]) => spans.reduce((sum, [, from, to]) => sum + to - from, 0);
    expect(Math.abs(area(maskBoxSpans(back, 200, 200)) / area(disc) - 1)).toBeLessThan(0.02);
    const corner = maskBox(
      [0, 1, 2, 3, 4, 5].map((row): PixelSpan => [row, 0, 6]),
      1,
    );
    expect(corner && picture(shrinkMask(corner, 1, one), 6, 6)).toEqual([
      "......",
      ".####.",
      ".####.",
      ".####.",
      ".####.",
      "......",
    ]);
  });
  test("smoothing takes spikes and notches and leaves a disc as it is", () => {
    const one = { rowMm: 1, columnMm: 1 };
    const disc = ellipseSpans([60, 60], [30, 30], 0, 200, 200);
    const spiked: PixelSpan[] = [...disc, [60, 90, 110], [20, 60, 61], [21, 60, 61]];
    const box = maskBox(spiked, 8);
    const plain = maskBox(disc, 8);
    if (!box || !plain) throw new Error("empty");
    const smooth = maskBoxSpans(smoothMask(box, 4, one), 200, 200);
    const bitsOf = (spans: readonly PixelSpan[]) => spansToMask(spans, 200, 200).bits;
    const kept = bitsOf(maskBoxSpans(smoothMask(plain, 4, one), 200, 200));
    const dice = (a: Uint8Array, b: Uint8Array) => {
      const both = a.reduce((sum, bit, at) => sum + (bit & (b[at] ?? 0)), 0);
      return (2 * both) / (a.reduce((s, v) => s + v, 0) + b.reduce((s, v) => s + v, 0));
    };
    expect(smooth.some(([row]) => row < 25)).toBe(false);
    expect(Math.max(...smooth.map(([, , to]) => to))).toBeLessThan(96);
    expect(dice(kept, bitsOf(disc))).toBeGreaterThan(0.99);
    expect(dice(bitsOf(smooth), bitsOf(disc))).toBeGreaterThan(0.99);
  });
});

test("outlines fill back to exactly the mask, over 60 random masks; outer rings and holes are told apart", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const [columns, rows] = [2 + (seed % 17), 2 + (seed % 11)];
    const bits = randomBits(seed, columns, rows, 0.3 + (seed % 5) / 10);
    const box = { left: 3, top: 4, columns, rows, bits };
    const rings = maskOutlines(box);
    const filled = spansToMask(polygonSpans(rings, 40, 40), 40, 40).bits;
    expect([...filled], `seed ${seed}`).toEqual([...spansToMask(maskBoxSpans(box, 40, 40), 40, 40).bits]);
  }
  const ring = maskOutlines(drawn("###", "#.#", "###"));
  expect(ring.map(isOuter)).toEqual([true, false]);
  expect(maskOutlines(drawn("#.", ".#"))).toHaveLength(1);
});
