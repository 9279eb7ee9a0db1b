import { describe, expect, test } from "vitest";
import { majorityMask } from "../../../../src/domain/agreement/majority.ts";
import { meanOfKnown } from "../../../../src/domain/agreement/mean.ts";
import { overlapOf } from "../../../../src/domain/agreement/overlap.ts";
import { percentile } from "../../../../src/domain/agreement/percentile.ts";
import { staple } from "../../../../src/domain/agreement/staple.ts";
import { surfaceVoxels } from "../../../../src/domain/agreement/surface.ts";
import { surfaceDistance } from "../../../../src/domain/agreement/surface-distance.ts";
import { type VoxelMask, voxelCount } from "../../../../src/domain/agreement/voxel-mask.ts";
import { goldenA, goldenB, goldenC, plane } from "../../../support/agreement-golden.ts";
import { makeRandom } from "../../../support/random.ts";

const near = (found: number | null | undefined, wish: number) =>
  expect(Math.abs((found ?? Number.NaN) - wish)).toBeLessThan(1e-6);

describe("the golden pair", () => {
  test("shares voxels as written down", () => {
    const { dice, iou, countA, countB, both } = overlapOf(goldenA, goldenB);
    expect([countA, countB, both]).toEqual([400, 466, 360]);
    near(dice.value, 0.831408776);
    near(iou.value, 0.7114624506);
    expect([dice.id, iou.id]).toEqual(["dice/1", "iou/1"]);
  });
  test("has the surface and the distances written down", () => {
    const found = surfaceDistance(goldenA, goldenB, [0.8, 0.5, 1]);
    expect([found.surfaceA, found.surfaceB, found.unit]).toEqual([76, 86, "mm"]);
    near(found.hausdorff, 9.9201814499);
    near(found.hd95.value, 2.1165774716);
    near(found.assd.value, 1.21392105);
    expect([found.hd95.id, found.assd.id]).toEqual(["hd95/1", "assd/1"]);
  });
  test("with a third one: STAPLE and majority", () => {
    const found = staple([goldenA, goldenB, goldenC]);
    expect(found?.region).toEqual({ from: [0, 0, 0], size: [48, 40, 1] });
    for (const [at, value] of [0.90390368, 0.94769685, 1].entries()) near(found?.p[at], value);
    for (const [at, value] of [0.98649548, 0.9547585, 0.98674326].entries()) near(found?.q[at], value);
    expect(found?.converged).toBe(true);
    expect(found && voxelCount(found.mask)).toBe(419);
    const majority = majorityMask([goldenA, goldenB, goldenC]);
    expect([voxelCount(majority.mask), majority.ties]).toEqual([419, 0]);
  });
});

describe("empty masks", () => {
  const empty = plane(48, 40);
  test("agree when both are, with a flag; one alone has no distance, never a sentinel", () => {
    expect(overlapOf(empty, empty)).toMatchObject({ dice: { value: 1 }, iou: { value: 1 }, bothEmpty: true });
    expect(surfaceDistance(empty, empty, null)).toMatchObject({
      hd95: { value: 0 },
      unit: "px",
      bothEmpty: true,
    });
    expect(overlapOf(goldenA, empty)).toMatchObject({
      dice: { value: 0 },
      iou: { value: 0 },
      bothEmpty: false,
    });
    expect(surfaceDistance(goldenA, empty, null)).toMatchObject({
      hd95: { value: null },
      assd: { value: null },
    });
    expect(staple([empty, empty])).toBeNull();
  });
  test("means skip what has no value and say how much", () => {
    expect(meanOfKnown([1, null, 3])).toEqual({ mean: 2, used: 2, skipped: 1 });
    expect(meanOfKnown([null])).toEqual({ mean: null, used: 0, skipped: 1 });
  });
});

test("masks of different grids are refused", () => {
  expect(() => overlapOf(goldenA, plane(40, 48))).toThrow("48 × 40 × 1 and 40 × 48 × 1");
});

test("a mask that fills a thin volume is all surface; the same in a plane is not", () => {
  const bits = new Uint8Array(27).fill(1);
  expect(surfaceVoxels({ columns: 3, rows: 3, slices: 3, bits })).toHaveLength(26);
  expect(surfaceVoxels(plane(3, 3, [0, 2, 0, 2]))).toHaveLength(8);
});

test("percentiles are linear between ranks, as NumPy's", () => {
  expect(percentile([1, 2, 3, 4], 95)).toBeCloseTo(3.85, 12);
  expect(percentile([5], 95)).toBe(5);
  expect(percentile([], 95)).toBeNull();
});

test("a tie is background and counted", () => {
  const { mask, ties } = majorityMask([plane(4, 1, [0, 0, 0, 1]), plane(4, 1, [0, 0, 1, 2])]);
  expect([[...mask.bits], ties]).toEqual([[0, 1, 0, 0], 2]);
});

test("distances of random masks are those of every pair of surface voxels, in planes and volumes, uneven spacing", () => {
  const random = makeRandom(31);
  for (let round = 0; round < 200; round++) {
    const [columns, rows, slices] = [
      2 + Math.floor(random() * 9),
      2 + Math.floor(random() * 9),
      round % 2 ? 1 : 2 + Math.floor(random() * 5),
    ];
    const spacing = [0.2 + random(), 0.2 + random(), 0.5 + 4 * random()] as const;
    const share = 0.02 + random() * 0.6;
    const make = (): VoxelMask => ({
      columns,
      rows,
      slices,
      bits: new Uint8Array(columns * rows * slices).map(() => (random() < share ? 1 : 0)),
    });
    const [a, b] = [make(), make()];
    const place = (at: number) => [
      (at % columns) * spacing[0],
      (Math.floor(at / columns) % rows) * spacing[1],
      Math.floor(at / (columns * rows)) * spacing[2],
    ];
    const [edgeA, edgeB] = [surfaceVoxels(a), surfaceVoxels(b)];
    const found = surfaceDistance(a, b, spacing);
    if (edgeA.length === 0 || edgeB.length === 0) {
      expect(found.hd95.value).toBe(edgeA.length === edgeB.length ? 0 : null);
      continue;
    }
    const way = (from: number[], to: number[]) =>
      from
        .map((p) =>
          Math.min(...to.map((t) => Math.hypot(...place(p).map((v, axis) => v - (place(t)[axis] ?? 0))))),
        )
        .sort((x, y) => x - y);
    const [there, back] = [way(edgeA, edgeB), way(edgeB, edgeA)];
    near(found.hd95.value, Math.max(percentile(there, 95) ?? 0, percentile(back, 95) ?? 0));
    const all = [...there, ...back];
    near(found.assd.value, all.reduce((sum, value) => sum + value, 0) / all.length);
    near(found.hausdorff, Math.max(...all));
  }
});

test("STAPLE over voxels one by one, straight from the definition, gives the same numbers", () => {
  const random = makeRandom(5);
  for (let round = 0; round < 20; round++) {
    const [columns, rows, slices] = [30, 28, round % 2 ? 1 : 25];
    const readers = 2 + Math.floor(random() * 4);
    const masks = Array.from({ length: readers }, () => {
      const [x, y, radius] = [12 + random() * 6, 12 + random() * 5, 3 + random() * 4];
      const bits = new Uint8Array(columns * rows * slices).map((_, at) => {
        const [dx, dy, dz] = [
          (at % columns) - x,
          (Math.floor(at / columns) % rows) - y,
          slices > 1 ? Math.floor(at / (columns * rows)) - 12 : 0,
        ];
        return Math.hypot(dx, dy, dz) < radius ? 1 : 0;
      });
      return { columns, rows, slices, bits };
    });
    const found = staple(masks);
    if (!found) throw new Error("not empty");
    const { from, size } = found.region;
    const at: number[] = [];
    for (let z = from[2]; z < from[2] + size[2]; z++)
      for (let y = from[1]; y < from[1] + size[1]; y++)
        for (let x = from[0]; x < from[0] + size[0]; x++) at.push((z * rows + y) * columns + x);
    const said = masks.map(({ bits }) => at.map((voxel) => bits[voxel] ?? 0));
    let weights = at.map((_, voxel) => said.reduce((sum, d) => sum + (d[voxel] ?? 0), 0) / readers);
    const g = weights.reduce((a, b) => a + b, 0) / at.length;
    near(found.prior, g);
    let [p, q] = [[] as number[], [] as number[]];
    for (let pass = 0; pass < found.passes; pass++) {
      const inside = weights.reduce((a, b) => a + b, 0);
      p = said.map((d) => d.reduce((sum, bit, voxel) => sum + bit * (weights[voxel] ?? 0), 0) / inside);
      q = said.map(
        (d) =>
          d.reduce((sum, bit, voxel) => sum + (1 - bit) * (1 - (weights[voxel] ?? 0)), 0) /
          (at.length - inside),
      );
      weights = at.map((_, voxel) => {
        let [a, b] = [g, 1 - g];
        said.forEach((d, reader) => {
          a *= d[voxel] ? (p[reader] ?? 0) : 1 - (p[reader] ?? 0);
          b *= d[voxel] ? 1 - (q[reader] ?? 0) : (q[reader] ?? 0);
        });
        return a / (a + b);
      });
    }
    for (const [reader, value] of p.entries()) near(found.p[reader], value);
    for (const [reader, value] of q.entries()) near(found.q[reader], value);
    expect(at.map((voxel) => found.mask.bits[voxel])).toEqual(
      weights.map((weight) => (weight >= 0.5 ? 1 : 0)),
    );
  }
});
