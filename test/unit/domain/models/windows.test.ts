import { expect, test } from "vitest";
import { placeImage, placementOf, toImage, toTensor } from "../../../../src/domain/models/place-image.ts";
import {
  makePatchSums,
  patchOrigins,
  patchStarts,
  patchWeights,
} from "../../../../src/domain/models/sliding-window.ts";

test("a letterbox keeps the shape and centres it, padding the longest side begins at the corner, stretching fills", () => {
  expect(placementOf(64, 32, 32, 32, "letterbox")).toEqual({ x: 0, y: 8, width: 32, height: 16 });
  expect(placementOf(30, 60, 40, 40, "letterbox")).toEqual({ x: 10, y: 0, width: 20, height: 40 });
  expect(placementOf(64, 32, 32, 32, "longest-side-pad")).toEqual({ x: 0, y: 0, width: 32, height: 16 });
  expect(placementOf(64, 32, 32, 32, "stretch")).toEqual({ x: 0, y: 0, width: 32, height: 32 });
});

test("the image lies where it is said to, with the padding beside it", () => {
  const plane = { columns: 4, rows: 2, values: new Float32Array(8).fill(5) };
  const out = placeImage(plane, placementOf(4, 2, 4, 4, "letterbox"), 4, 4, -1);
  expect([...out]).toEqual([-1, -1, -1, -1, 5, 5, 5, 5, 5, 5, 5, 5, -1, -1, -1, -1]);
});

test("a point goes to the tensor and comes back", () => {
  const at = placementOf(100, 50, 64, 64, "letterbox");
  const [x, y] = toImage(toTensor([31, 17], at, 100, 50), at, 100, 50);
  expect([x, y]).toEqual([expect.closeTo(31, 9), expect.closeTo(17, 9)]);
  // The middle of an image is the middle of its letterbox.
  expect(toTensor([49.5, 24.5], at, 100, 50)).toEqual([32, 32]);
});

test("patches cover every place, none lies outside, and none is further from the next than the overlap allows", () => {
  for (const [size, patch, overlap] of [
    [100, 32, 0.5],
    [33, 32, 0.5],
    [32, 32, 0.5],
    [7, 32, 0.5],
    [97, 20, 0.25],
  ] as const) {
    const starts = patchStarts(size, patch, overlap);
    expect(starts[0]).toBe(0);
    expect(starts.at(-1)).toBe(Math.max(0, size - patch));
    starts.slice(1).forEach((start, at) => {
      expect(start - (starts[at] ?? 0)).toBeLessThanOrEqual(Math.ceil(patch * (1 - overlap)));
    });
  }
  expect(patchOrigins([3, 32, 40], [1, 32, 32], 0.5)).toHaveLength(3 * 1 * 2);
});

test("a Gaussian trusts the middle of a patch: the weight an eighth of the side away is exp(−1/2) of it, and never 0", () => {
  const side = 33;
  const weights = patchWeights([1, side, side], "gaussian");
  const at = (x: number, y: number) => weights[y * side + x] ?? 0;
  expect(at(16, 16)).toBe(1);
  // 4 of 33 / 8 = 4.125 px
  expect(at(20, 16)).toBeCloseTo(Math.exp(-0.5 * (4 / 4.125) ** 2), 6);
  expect(at(20, 16)).toBe(at(16, 12));
  expect(Math.min(...weights)).toBeGreaterThan(0);
  expect(new Set(patchWeights([1, 8, 8], "constant"))).toEqual(new Set([1]));
});

test("where patches disagree the one whose middle is nearer wins; where they agree nothing changes", () => {
  const patch = [1, 8, 8] as const;
  const size = [1, 8, 12] as const;
  const sums = makePatchSums(1, size, patch, patchWeights(patch, "gaussian"));
  sums.add(new Float32Array(64).fill(2), [0, 0, 0]);
  sums.add(new Float32Array(64).fill(10), [0, 0, 4]);
  const means = sums.means();
  expect(means[0]).toBe(2);
  expect(means[11]).toBe(10);
  expect(means[4]).toBeLessThan(4); // 0.5 px from the first's middle, 3.5 from the second's
  expect(means[7]).toBeGreaterThan(8);
});
