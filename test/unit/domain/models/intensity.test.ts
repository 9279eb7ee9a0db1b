import { expect, test } from "vitest";
import { applyIntensity, readIntensity } from "../../../../src/domain/models/intensity.ts";

const apply = (ops: unknown, values: readonly number[], channel = 0) =>
  [...applyIntensity(Float32Array.from(values), readIntensity(ops), channel)].map(
    (v) => Math.round(v * 1e4) / 1e4,
  );

test("a window clips and keeps the unit; a scale after it maps the window, whatever values occur", () => {
  const window = { op: "window", center: 40, width: 400 };
  expect(apply([window], [-1000, -160, 40, 240, 3000])).toEqual([-160, -160, 40, 240, 240]);
  expect(apply([window, { op: "scale", to: [0, 1] }], [-1000, 40, 140])).toEqual([0, 0.5, 0.75]);
  expect(apply([window, { op: "zscore", mean: 40, std: 100 }], [-1000, 40, 3000])).toEqual([-2, 0, 2]);
});

test("a scale without a clip before it maps the range of the image, or the one that it names", () => {
  expect(apply([{ op: "scale", to: [-1, 1] }], [10, 20, 30])).toEqual([-1, 0, 1]);
  expect(apply([{ op: "scale", from: [0, 255], to: [0, 1] }], [51, 255])).toEqual([0.2, 1]);
});

test("percentiles clip the tails; a z-score of the image itself has mean 0 and deviation 1", () => {
  const tail = Array.from({ length: 101 }, (_, at) => (at === 100 ? 1e6 : at));
  expect(Math.max(...apply([{ op: "percentile-clip", lo: 0, hi: 99 }], tail))).toBe(99);
  expect(apply([{ op: "zscore" }], [1, 3])).toEqual([-1, 1]);
});

test("lists of mean and deviation are those of the channels; an even image stays even", () => {
  const op = { op: "zscore", mean: [1, 2], std: [1, 4] };
  expect(apply([op], [10], 1)).toEqual([2]);
  expect(apply([{ op: "scale", to: [0, 1] }], [7, 7])).toEqual([0, 0]);
  expect(apply([{ op: "zscore" }], [7, 7])).toEqual([0, 0]);
});
