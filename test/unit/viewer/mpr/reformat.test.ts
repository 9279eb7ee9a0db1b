import { expect, test } from "vitest";
import { affineColumn, applyTo } from "../../../../src/domain/affine-maths.ts";
import { nativePlanes, planeKinds, planesOfKind } from "../../../../src/domain/mpr/plane-stack.ts";
import { cross, length, times, unit, type Vector } from "../../../../src/domain/vector.ts";
import { makeCpuReformatter } from "../../../../src/viewer/mpr/make-reformatter.ts";
import { reformatRequest, roughRequest, type SlabMode } from "../../../../src/viewer/mpr/reformat-request.ts";
import { makeVolume, volumeFactor } from "../../../../src/viewer/mpr/volume.ts";
import { goldenSlab } from "../../../support/golden-reformat.ts";
import { oblique, type Steps, straight, tilted, waveVolume } from "../../../support/mpr-volumes.ts";

const modes: readonly SlabMode[] = ["slice", "mip", "minip", "mean"];

test.each(
  [
    ["straight", straight],
    ["tilted", tilted],
    ["oblique", oblique],
  ].flatMap(([name, steps]) =>
    (["i16", "u16", "u8", "f32"] as const).flatMap((type) =>
      [false, true].map((padded) => [name, type, padded, steps] as const),
    ),
  ),
)(
  "every plane and slab is what the definition says: %s %s, padding %s",
  async (_name, type, padded, steps) => {
    const { volume, golden, grid } = waveVolume(steps as Steps, type, { padded });
    const reformatter = makeCpuReformatter(volume);
    for (const stack of [nativePlanes(grid), ...planeKinds.map((kind) => planesOfKind(grid, kind))]) {
      const at = Math.floor(stack.count / 2);
      const [right, down] = [affineColumn(stack.affine, 0), affineColumn(stack.affine, 1)];
      const normal = unit(cross(right, down));
      const step = affineColumn(stack.affine, 2);
      const square = length(cross(unit(step), normal)) < 1e-3;
      const stepMm = square ? length(step) : Math.min(length(right), length(down));
      for (const mode of modes) {
        const request = reformatRequest(volume, stack, at, { mode, thicknessMm: 4.2 * stepMm });
        if (request === null) throw new Error("no request");
        expect(request.samples).toBe(mode === "slice" ? 1 : 5);
        const made = await reformatter.reformat(request);
        const wanted = goldenSlab(
          golden,
          {
            columns: stack.columns,
            rows: stack.rows,
            from: applyTo(stack.affine, [0, 0, at]),
            right,
            down,
            normal: times(normal, stepMm) as Vector,
            half: mode === "slice" ? 0 : 2,
          },
          mode,
        );
        let seen = 0;
        for (const [place, value] of wanted.entries()) {
          const found = made[place] ?? Number.NaN;
          if (value === null) expect(found).toBeNaN();
          else expect(Math.abs(found - value)).toBeLessThan(Math.max(1, Math.abs(value)) * 2e-4);
          seen += value === null ? 0 : 1;
        }
        expect(seen).toBeGreaterThan(stack.columns * stack.rows * 0.2);
      }
    }
  },
);

test("what has not come yet is nothing, and the rest is there", async () => {
  const { grid } = waveVolume(straight, "i16");
  const volume = makeVolume(grid);
  volume.put(3, new Int16Array(13 * 11).fill(50));
  const coronal = planesOfKind(grid, "coronal");
  const request = reformatRequest(volume, coronal, 5, { mode: "slice", thicknessMm: 1 });
  if (request === null) throw new Error("no request");
  const made = await makeCpuReformatter(volume).reformat(request);
  const full = [...made.keys()].filter((place) => !Number.isNaN(made[place]));
  // Slice 3 of 9 from the feet is row 5 of the picture.
  expect(full).toEqual(Array.from({ length: 13 }, (_, x) => 5 * 13 + x));
  expect(made[5 * 13]).toBe(50 * 1.375 - 97);
});

test("the slices of a volume are the arrays that came, not copies", () => {
  const { grid } = waveVolume(straight, "i16");
  const volume = makeVolume(grid);
  const pixels = new Int16Array(13 * 11);
  volume.put(0, pixels);
  expect(volume.slices[0]).toBe(pixels);
});

test("a volume over its budget is halved until it fits, by means without padding, at the same place", async () => {
  const { grid } = waveVolume(straight, "i16", { size: [64, 64, 32] });
  const bytes = 64 * 64 * 32 * 2;
  expect(volumeFactor(grid, bytes)).toBe(1);
  expect(volumeFactor(grid, bytes - 1)).toBe(2);
  expect(volumeFactor(grid, bytes / 9)).toBe(4);
  expect(volumeFactor(grid, bytes, 40)).toBe(2);
  const half = makeVolume(grid, 2);
  // A ramp along the columns keeps its place: value = column.
  const flat = { ...grid, scales: grid.scales.map(() => ({ slope: 1, intercept: 0, padding: null })) };
  const ramp = makeVolume(flat, 2);
  const pixels = new Int16Array(64 * 64).map((_, at) => (at % 64) * 10);
  expect(ramp.put(0, pixels)).toBeNull();
  expect(ramp.put(1, pixels)).toBe(0);
  for (let at = 2; at < 32; at++) ramp.put(at, pixels);
  expect(ramp.slices.reduce((sum, slice) => sum + (slice?.byteLength ?? 0), 0)).toBe(bytes / 8);
  expect(half.columns).toBe(32);
  const coronal = planesOfKind(flat, "coronal");
  const request = reformatRequest(ramp, coronal, 20, { mode: "slice", thicknessMm: 1 });
  if (request === null) throw new Error("no request");
  const made = await makeCpuReformatter(ramp).reformat(request);
  const row = 10 * 64;
  for (const column of [1, 7, 30, 60]) expect(made[row + column]).toBeCloseTo(column * 10, 0);
});

test.each([
  ["forwards", [-2, 4, 3], [1, 0, 0]],
  ["backwards", [14, 4, 3], [-1, 0, 0]],
  ["down the rows, backwards", [5, 12, 3], [0, -1, 0]],
  ["through the slices", [5, 4, -3], [0, 0, 1]],
  ["through the slices, backwards", [5, 4, 11], [0, 0, -1]],
] as const)(
  "a line of voxels that begins and ends outside is nothing there: %s",
  async (_name, start, across) => {
    const { volume, golden } = waveVolume(straight, "i16");
    const [dx, dy, dz] = across;
    const request = {
      columns: 20,
      rows: 1,
      start,
      across,
      down: [0, 0, 0],
      through: [0, 0, 0],
      samples: 1,
      mode: "slice",
    } as const;
    const made = await makeCpuReformatter(volume).reformat(request);
    for (const [at, value] of made.entries()) {
      const [c, r, s] = [start[0] + at * dx, start[1] + at * dy, start[2] + at * dz];
      const inside = c >= 0 && r >= 0 && s >= 0 && c < 13 && r < 11 && s < 9;
      if (inside) expect(value).toBeCloseTo(golden.value(c, r, s) ?? Number.NaN, 2);
      else expect(value).toBeNaN();
    }
    expect([...made].filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(8);
  },
);

test("a thick slab is first made of fewer samples over the same thickness, a thin one at once", () => {
  const whole = {
    columns: 512,
    rows: 512,
    start: [0, 0, 30],
    across: [1, 0, 0],
    down: [0, 1, 0],
    through: [0, 0, 0.5],
    samples: 61,
    mode: "mip",
  } as const;
  const rough = roughRequest(whole);
  expect(rough).toEqual({ ...whole, through: [0, 0, 5], samples: 7 });
  expect(roughRequest({ ...whole, samples: 3 })).toBeNull();
  expect(roughRequest({ ...whole, columns: 64, rows: 64 })).toBeNull();
});
