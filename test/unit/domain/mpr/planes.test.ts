import { expect, test } from "vitest";
import { affineColumn, applyTo, compose, inverseAffine } from "../../../../src/domain/affine-maths.ts";
import { planeCut } from "../../../../src/domain/mpr/plane-cut.ts";
import {
  nativeKind,
  nativePlanes,
  planeFacts,
  planeKinds,
  planesOfKind,
  screenAxes,
} from "../../../../src/domain/mpr/plane-stack.ts";
import { dot, plus, unit, type Vector } from "../../../../src/domain/vector.ts";
import { voxelOf } from "../../../support/golden-reformat.ts";
import { oblique, type Steps, straight, tilted, waveVolume } from "../../../support/mpr-volumes.ts";

const close = (a: Vector, b: readonly number[], digits = 6) => {
  for (const [axis, value] of a.entries()) expect(value).toBeCloseTo(b[axis] ?? Number.NaN, digits);
};

test.each([
  ["straight", straight],
  ["tilted by 20°", tilted],
  ["oblique and sheared", oblique],
])("the inverse of an affine finds every voxel again to 1e-4: %s", (_name, steps: Steps) => {
  const { grid, golden } = waveVolume(steps, "i16");
  const inverse = inverseAffine(grid.affine);
  if (inverse === null) throw new Error("no inverse");
  for (const voxel of [
    [0, 0, 0],
    [12, 0, 3],
    [511, 511, 300],
    [0.25, 10.5, 7.75],
  ] as Vector[]) {
    const mm = applyTo(grid.affine, voxel);
    const back = applyTo(inverse, mm);
    for (const [axis, value] of back.entries())
      expect(Math.abs(value - (voxel[axis] ?? 0))).toBeLessThan(1e-4 * 1e-3);
    close(back, voxelOf(golden, mm), 9);
  }
  const one = compose(inverse, grid.affine);
  close(affineColumn(one, 2), [0, 0, 1], 12);
});

test("three steps in one plane have no inverse", () => {
  const { grid } = waveVolume({ ...straight, k: [1, 1, 0] }, "i16");
  expect(inverseAffine(grid.affine)).toBeNull();
});

test.each([
  ["supine axial", straight],
  [
    "prone, head first, slices from the head down",
    {
      i: [-0.8, 0, 0],
      j: [0, -0.7, 0],
      k: [0, 0, -2],
      origin: [20, 30, 90],
    } as Steps,
  ],
  ["sagittal", { i: [0, 0.9, 0], j: [0, 0, -0.9], k: [1.5, 0, 0], origin: [-40, -80, 90] } as Steps],
  ["tilted", tilted],
  ["oblique", oblique],
])("every plane has patient right at the left and head or front up: %s", (_name, steps: Steps) => {
  const { grid } = waveVolume(steps, "i16");
  for (const kind of planeKinds) {
    const stack = planesOfKind(grid, kind);
    const [right, down] = screenAxes[kind];
    expect(dot(unit(affineColumn(stack.affine, 0)), right)).toBeGreaterThan(0.9999);
    expect(dot(unit(affineColumn(stack.affine, 1)), down)).toBeGreaterThan(0.9999);
    const { orientation } = planeFacts(stack, 0);
    close(right, orientation.slice(0, 3), 4);
  }
});

test("planes along straight voxels are planes of voxels, others are not", () => {
  const { grid } = waveVolume(straight, "i16");
  const coronal = planesOfKind(grid, "coronal");
  expect([coronal.columns, coronal.rows, coronal.count, coronal.onGrid]).toEqual([13, 9, 11, true]);
  // Upper left: first column, last (highest) slice.
  close(applyTo(coronal.affine, [0, 0, 4]), applyTo(grid.affine, [0, 4, 8]));
  expect(planesOfKind(waveVolume(tilted, "i16").grid, "coronal").onGrid).toBe(false);
  expect(planesOfKind(waveVolume(oblique, "i16").grid, "axial").onGrid).toBe(false);
});

test("a plane of an oblique volume holds the whole of it", () => {
  const { grid } = waveVolume(oblique, "i16");
  for (const kind of planeKinds) {
    const stack = planesOfKind(grid, kind);
    const inverse = inverseAffine(stack.affine);
    if (inverse === null) throw new Error("no inverse");
    for (const corner of [
      [0, 0, 0],
      [12, 10, 8],
      [12, 0, 8],
      [0, 10, 0],
    ] as Vector[]) {
      const [x, y, z] = applyTo(inverse, applyTo(grid.affine, corner));
      expect(Math.min(x, y, z)).toBeGreaterThan(-1e-6);
      expect(x).toBeLessThan(stack.columns);
      expect(y).toBeLessThan(stack.rows);
      expect(z).toBeLessThan(stack.count);
    }
  }
});

test("the images' own plane is told by their normal", () => {
  expect(nativeKind(waveVolume(straight, "i16").grid)).toBe("axial");
  expect(nativeKind(waveVolume(tilted, "i16").grid)).toBe("axial");
  const sagittal: Steps = { i: [0, 1, 0], j: [0, 0, -1], k: [1, 0, 0], origin: [0, 0, 0] };
  expect(nativeKind(waveVolume(sagittal, "i16").grid)).toBe("sagittal");
});

test("where one picture cuts another every point of the line lies in both, tilted ones too", () => {
  const { grid } = waveVolume(tilted, "i16");
  const native = { ...nativePlanes(grid), at: 4 };
  const sagittal = { ...planesOfKind(grid, "sagittal") };
  const cut = planeCut({ ...sagittal, at: 5 }, native);
  if (cut === null) throw new Error("no cut");
  const inverse = inverseAffine(native.affine);
  for (const [x, y] of cut) {
    const mm = applyTo(sagittal.affine, [x, y, 5]);
    const [column, row, slice] = applyTo(inverse ?? native.affine, mm);
    expect(slice).toBeCloseTo(4, 4);
    expect(column).toBeGreaterThan(-0.501);
    expect(row).toBeGreaterThan(-0.501);
    expect(row).toBeLessThan(native.rows - 0.499);
  }
  // The line leans by the tilt.
  const slope = (cut[1][1] - cut[0][1]) / (cut[1][0] - cut[0][0]);
  expect(Math.abs(Math.atan(slope))).toBeCloseTo(0.349, 3);
});

test("parallel pictures, and pictures that do not reach each other, have no line", () => {
  const { grid } = waveVolume(straight, "i16");
  const native = { ...nativePlanes(grid), at: 1 };
  expect(planeCut(native, { ...native, at: 4 })).toBeNull();
  const coronal = { ...planesOfKind(grid, "coronal"), at: 3 };
  expect(planeCut(native, coronal)).not.toBeNull();
  const far = { ...coronal, at: 300 };
  expect(planeCut(native, far)).toBeNull();
  expect(plus([0, 0, 0], [1, 2, 3], 2)).toEqual([2, 4, 6]);
});
