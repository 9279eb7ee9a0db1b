import { expect, onTestFinished, test, vi } from "vitest";
import { affineColumn, applyTo } from "../../../src/domain/affine-maths.ts";
import { nativePlanes, planeKinds, planesOfKind } from "../../../src/domain/mpr/plane-stack.ts";
import { cross, length, times, unit, type Vector } from "../../../src/domain/vector.ts";
import { makeCpuReformatter, makeReformatter } from "../../../src/viewer/mpr/make-reformatter.ts";
import { reformatRequest } from "../../../src/viewer/mpr/reformat-request.ts";
import { makeVolume } from "../../../src/viewer/mpr/volume.ts";
import { goldenSlab } from "../../support/golden-reformat.ts";
import { oblique, type Steps, straight, tilted, waveVolume } from "../../support/mpr-volumes.ts";

/** Brightness 0–255 in a window as wide as all values; what is nothing is black. */
const shown = (value: number, low: number, high: number) =>
  Number.isNaN(value) ? 0 : Math.round((255 * (value - low)) / (high - low));

test.each(
  [
    ["straight", straight],
    ["tilted", tilted],
    ["oblique", oblique],
  ].flatMap(([name, steps]) =>
    (["i16", "u16", "u8", "i8", "f32"] as const).flatMap((type) =>
      [false, true].map((padded) => [name, type, padded, steps] as const),
    ),
  ),
)(
  "graphics card, processor and definition agree to 1/255: %s %s, padding %s",
  async (name, type, padded, steps) => {
    const { volume, golden, grid } = waveVolume(steps as Steps, type, { padded });
    const gpu = makeReformatter(volume, true);
    expect(gpu.backend).toBe("webgl2");
    for (const at of volume.slices.keys()) gpu.noticeSlice(at);
    const cpu = makeCpuReformatter(volume);
    const [low, high] = [-2200, 8600];
    let [pixels, odd] = [0, 0];
    for (const stack of [nativePlanes(grid), ...planeKinds.map((kind) => planesOfKind(grid, kind))]) {
      const at = Math.floor(stack.count / 2);
      const [right, down] = [affineColumn(stack.affine, 0), affineColumn(stack.affine, 1)];
      const normal = unit(cross(right, down));
      const step = affineColumn(stack.affine, 2);
      const square = length(cross(unit(step), normal)) < 1e-3;
      const stepMm = square ? length(step) : Math.min(length(right), length(down));
      for (const mode of ["slice", "mip", "minip", "mean"] as const) {
        const request = reformatRequest(volume, stack, at, { mode, thicknessMm: 4.2 * stepMm });
        if (request === null) throw new Error("no request");
        const one = await gpu.reformat(request);
        const other = await cpu.reformat(request);
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
        expect(one.length).toBe(wanted.length);
        for (const [place, value] of wanted.entries()) {
          const three = [one[place] ?? 0, other[place] ?? 0, value ?? Number.NaN];
          const seen = three.map((each) => shown(each, low, high));
          pixels++;
          if (Math.max(...seen) - Math.min(...seen) > 1) odd++;
        }
      }
    }
    expect(pixels).toBeGreaterThan(1000);
    // A place just between two voxels is nearest to either, as the last bit falls: only where voxels are missing is that seen.
    expect(odd).toBeLessThanOrEqual(padded && name !== "straight" ? pixels * 0.004 : 0);
    gpu.dispose();
  },
);

test("slices that come later are seen, those that have not come are nothing, on the graphics card too", async () => {
  const { grid } = waveVolume(straight, "i16");
  const volume = makeVolume(grid);
  const gpu = makeReformatter(volume, true);
  const coronal = planesOfKind(grid, "coronal");
  const request = reformatRequest(volume, coronal, 5, { mode: "slice", thicknessMm: 1 });
  if (request === null) throw new Error("no request");
  expect((await gpu.reformat(request)).every(Number.isNaN)).toBe(true);
  volume.put(3, new Int16Array(13 * 11).fill(50));
  gpu.noticeSlice(3);
  const made = await gpu.reformat(request);
  expect([...made.keys()].filter((at) => !Number.isNaN(made[at]))).toEqual(
    Array.from({ length: 13 }, (_, x) => 5 * 13 + x),
  );
  gpu.dispose();
  expect(gpu.backend).toBe("cpu");
  expect((await gpu.reformat(request))[5 * 13]).toBeCloseTo(50 * 1.375 - 97, 3);
});

test("of what is put on the card no more than four images wait before something drawn with them is read back", () => {
  const { volume } = waveVolume(straight, "i16");
  const gl = WebGL2RenderingContext.prototype;
  const said: string[] = [];
  // `finish` is but a flush in Chromium: the copies stay.
  const put = vi.spyOn(gl, "texSubImage3D").mockImplementation(() => void said.push("put"));
  const read = vi.spyOn(gl, "readPixels").mockImplementation(() => void said.push("read"));
  onTestFinished(() => {
    for (const spy of [put, read]) spy.mockRestore();
  });
  const gpu = makeReformatter(volume, true);
  for (const at of volume.slices.keys()) gpu.noticeSlice(at);
  gpu.dispose();
  const runs = said
    .join(" ")
    .split("read")
    .map((run) => run.trim());
  // The first pixel comes before any image.
  expect(runs[0]).toBe("");
  expect(runs.join(" ").match(/put/g)).toHaveLength(volume.slices.length);
  expect(Math.max(...runs.map((run) => run.split(" ").length))).toBe(4);
});

test("a card that has no room for the volume cuts none of its planes", async () => {
  const { volume, grid } = waveVolume(straight, "i16");
  const whole = makeReformatter(volume, true);
  expect(whole.backend).toBe("webgl2");
  whole.dispose();
  const { texStorage3D } = WebGL2RenderingContext.prototype;
  const noRoom = vi.spyOn(WebGL2RenderingContext.prototype, "texStorage3D").mockImplementation(function (
    this: WebGL2RenderingContext,
    to,
    levels,
    format,
  ) {
    texStorage3D.call(this, to, levels, format, 2 ** 20, 1, 1);
  });
  onTestFinished(() => noRoom.mockRestore());
  const cut = makeReformatter(volume, true);
  for (const at of volume.slices.keys()) cut.noticeSlice(at);
  expect(cut.backend).toBe("cpu");
  const request = reformatRequest(volume, planesOfKind(grid, "coronal"), 5, {
    mode: "slice",
    thicknessMm: 1,
  });
  if (request === null) throw new Error("no request");
  expect(await cut.reformat(request)).toEqual(await makeCpuReformatter(volume).reformat(request));
  cut.dispose();
});

test("a volume of 200 slices of 512 × 512 takes at most 1.12 times its samples, and every plane of it can be made", async () => {
  const count = 200;
  const { grid } = waveVolume(straight, "i16");
  const scale = { slope: 1, intercept: -1024, padding: null };
  const big = {
    ...grid,
    columns: 512,
    rows: 512,
    frames: Array.from({ length: count }, (_, at) => ({ sopUid: `${at}`, frameIndex: 0 })),
    scales: Array.from({ length: count }, () => scale),
  };
  const volume = makeVolume(big);
  let raw = 0;
  for (let at = 0; at < count; at++) {
    const pixels = new Int16Array(512 * 512).fill(at);
    raw += pixels.byteLength;
    volume.put(at, pixels);
  }
  const held = new Set(volume.slices.flatMap((slice) => slice?.buffer ?? []));
  expect([...held].reduce((sum, buffer) => sum + buffer.byteLength, 0)).toBeLessThanOrEqual(raw * 1.12);
  const cpu = makeCpuReformatter(volume);
  const figures: string[] = [];
  for (const kind of planeKinds) {
    for (const [mode, thicknessMm] of [
      ["slice", 1],
      ["mip", 10],
      ["mip", 50],
    ] as const) {
      const request = reformatRequest(volume, planesOfKind(big, kind), 60, { mode, thicknessMm });
      if (request === null) throw new Error("no request");
      let longest = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      });
      const start = performance.now();
      const made = await cpu.reformat(request);
      const took = performance.now() - start;
      clearInterval(watch);
      figures.push(
        `${kind} ${mode} ${thicknessMm} mm: ${took.toFixed(0)} ms, longest turn ${longest.toFixed(0)} ms`,
      );
      expect(made.some((value) => value > -1024)).toBe(true);
    }
  }
  console.info(figures.join("\n"));
});
