import { afterEach, expect, test } from "vitest";
import { tileSide } from "../../../src/domain/mask.ts";
import { fitCamera, type View } from "../../../src/viewer/camera.ts";
import { labelPalette } from "../../../src/viewer/label-palette.ts";
import { defaultLabelStyle } from "../../../src/viewer/label-style.ts";
import { makeSliceRenderer } from "../../../src/viewer/make-slice-renderer.ts";
import type { PixelDump, SliceRenderer } from "../../../src/viewer/slice-renderer.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

// The card draws at once where its code is there: how it comes is told in late-webgl.test.ts.
await lateWebgl.load();

const columns = 100;
const rows = 80;
const zoom = 4;
const facts = greyFacts({ columns, rows, type: "u8", bitsStored: 8 });
const open: SliceRenderer[] = [];

afterEach(() => {
  for (const renderer of open.splice(0)) renderer.dispose();
});

/** A grey 100 image; the test paints labels on it. */
function greyRenderer(backend: "webgl2" | "cpu"): SliceRenderer {
  const host = document.createElement("div");
  document.body.append(host);
  const renderer = makeSliceRenderer(host, {
    backend,
    onBackend: () => undefined,
    now: () => performance.now(),
  });
  open.push(renderer);
  const size = { widthCss: columns * zoom, heightCss: rows * zoom, devicePixelRatio: 1 };
  const view: View = { camera: fitCamera(size, [1, 1], facts), size, stretch: [1, 1] };
  renderer.setSource({ ...facts, key: "k" });
  renderer.setFrame(0, new Uint8Array(columns * rows).fill(100));
  renderer.setWindow({ kind: "window", center: 127.5, width: 255, fn: "LINEAR_EXACT", invert: false });
  renderer.setView(view);
  return renderer;
}

/** Paints a rectangle `[x0, y0, x1, y1)` of image pixels over as many tiles as it takes. */
function paint(
  renderer: SliceRenderer,
  layer: number,
  [x0, y0, x1, y1]: readonly number[],
  index: number,
): void {
  const [left = 0, top = 0, right = 0, bottom = 0] = [x0, y0, x1, y1];
  for (let ty = 0; ty < Math.ceil(rows / tileSide); ty++) {
    for (let tx = 0; tx < Math.ceil(columns / tileSide); tx++) {
      const tile = new Uint16Array(tileSide * tileSide);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          if (x >> 6 === tx && y >> 6 === ty) tile[(y & 63) * tileSide + (x & 63)] = index;
        }
      }
      if (tile.some((value) => value !== 0)) renderer.setLabelTile(layer, tx, ty, tile);
    }
  }
}

const at = ({ rgba, width }: PixelDump, x: number, y: number) =>
  Array.from(rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3));
/** How many bytes of the picture are others than in `plain`. */
const changed = (plain: Uint8ClampedArray, renderer: SliceRenderer) => {
  const { rgba } = renderer.readPixels();
  return rgba.length === plain.length ? rgba.reduce((n, value, i) => n + Number(value !== plain[i]), 0) : -1;
};
/** Screen pixel in the middle of an image pixel. */
const mid = (pixel: number) => pixel * zoom + 2;
const near = (found: readonly number[], expected: readonly number[]) => {
  found.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? Number.NaN)), `${found} for ${expected}`).toBeLessThanOrEqual(2);
  });
};

for (const backend of ["webgl2", "cpu"] as const) {
  test(`${backend}: a label lies over tile borders with its fill, outline and halo, and nowhere else`, () => {
    const renderer = greyRenderer(backend);
    renderer.setPalette(0, labelPalette([{ index: 3, color: "#ff0000", visible: true, proposal: false }]));
    paint(renderer, 0, [50, 50, 80, 74], 3);
    const dump = renderer.readPixels();
    // 25 % of red over grey 100: 100 + 0.25 · 155, 75, 75.
    near(at(dump, mid(64), mid(64)), [139, 75, 75]);
    near(at(dump, mid(52), mid(60)), [139, 75, 75]);
    // The rectangle begins at screen x = 200: two pixels of outline inside, then one of halo; one of halo outside.
    near(at(dump, 200, mid(60)), [255, 0, 0]);
    near(at(dump, 201, mid(60)), [255, 0, 0]);
    near(at(dump, 202, mid(60)), [15, 15, 15]);
    near(at(dump, 203, mid(60)), [139, 75, 75]);
    near(at(dump, 199, mid(60)), [15, 15, 15]);
    near(at(dump, 198, mid(60)), [100, 100, 100]);
    // Screen x = 319 is its last column, y = 295 its last line.
    near(at(dump, 319, mid(60)), [255, 0, 0]);
    near(at(dump, 320, mid(60)), [15, 15, 15]);
    near(at(dump, mid(60), 295), [255, 0, 0]);
    near(at(dump, mid(60), 297), [100, 100, 100]);
    near(at(dump, mid(10), mid(10)), [100, 100, 100]);
    expect(renderer.pick([mid(64), mid(64)]).instanceIndex).toEqual([3, 0, 0, 0]);
    expect(renderer.pick([mid(64), mid(64)])).toMatchObject({ pixel: [64, 64], storedValue: [100] });
    expect(renderer.pick([mid(10), mid(10)]).instanceIndex).toEqual([0, 0, 0, 0]);
  });

  test(`${backend}: what is hidden, unknown to the palette, emptied or cleared is not drawn`, () => {
    const renderer = greyRenderer(backend);
    const plain = renderer.readPixels().rgba;
    const entry = { index: 300, color: "#00ff00", proposal: false };
    renderer.setPalette(1, labelPalette([{ ...entry, visible: true }]));
    paint(renderer, 1, [10, 10, 30, 30], 300);
    near(at(renderer.readPixels(), mid(20), mid(20)), [75, 139, 75]);
    renderer.setPalette(1, labelPalette([{ ...entry, visible: false }]));
    expect(changed(plain, renderer)).toBe(0);
    renderer.setPalette(1, labelPalette([{ ...entry, visible: true }]));
    renderer.setLabelStyle({ ...defaultLabelStyle, hidden: true });
    expect(changed(plain, renderer)).toBe(0);
    renderer.setLabelStyle(defaultLabelStyle);
    expect(changed(plain, renderer)).toBeGreaterThan(1000);
    renderer.setLabelTile(1, 0, 0, null);
    expect(changed(plain, renderer)).toBe(0);
    paint(renderer, 1, [10, 10, 30, 30], 7);
    expect(changed(plain, renderer), "7 has no colour").toBe(0);
    paint(renderer, 1, [10, 10, 30, 30], 300);
    renderer.clearLabels();
    expect(changed(plain, renderer)).toBe(0);
  });

  test(`${backend}: the active instance is filled less while its tool is down, and outlined wider`, () => {
    const renderer = greyRenderer(backend);
    renderer.setPalette(0, labelPalette([{ index: 1, color: "#ff0000", visible: true, proposal: false }]));
    paint(renderer, 0, [50, 20, 80, 50], 1);
    renderer.setLabelStyle({ ...defaultLabelStyle, active: { layer: 0, index: 1 }, drawing: true });
    const dump = renderer.readPixels();
    near(at(dump, mid(64), mid(34)), [123, 85, 85]);
    near(at(dump, 202, mid(34)), [255, 0, 0]);
    renderer.setLabelStyle({ ...defaultLabelStyle, active: { layer: 0, index: 2 }, drawing: true });
    near(at(renderer.readPixels(), mid(64), mid(34)), [139, 75, 75]);
  });

  test(`${backend}: a proposal never looks like a label: hatched at 45° every 7 px, its outline dashed`, () => {
    const renderer = greyRenderer(backend);
    renderer.setPalette(2, labelPalette([{ index: 9, color: "#0000ff", visible: true, proposal: true }]));
    paint(renderer, 2, [10, 10, 60, 60], 9);
    const dump = renderer.readPixels();
    const blue = Array.from({ length: 140 }, (_, i) => at(dump, 60 + i, 120)[2] ?? 0);
    const strong = blue.map((value) => value > 160);
    const starts = strong.flatMap((on, i) => (on && strong[i - 1] === false ? [i] : []));
    // 7 px between lines = 9.9 px along a row; 45°: the same picture one row down, one column to the left.
    expect(starts.length).toBeGreaterThanOrEqual(13);
    expect(starts.length).toBeLessThanOrEqual(15);
    expect(at(dump, 100, 121)).toEqual(at(dump, 101, 120));
    expect(new Set(blue).size).toBe(2);
    const edge = Array.from({ length: 90 }, (_, i) => at(dump, 60 + i, 40)[2] ?? 0);
    expect(edge.filter((value) => value === 255).length / edge.length).toBeCloseTo(5 / 9, 1);
    expect(edge.filter((value) => value < 20).length / edge.length).toBeCloseTo(4 / 9, 1);
  });
}

test("GPU and CPU draw the same labels, turned, flipped and zoomed", () => {
  const dumps = (["webgl2", "cpu"] as const).map((backend) => {
    const renderer = greyRenderer(backend);
    const instances = [1, 2, 40].map((index) => ({
      index,
      visible: true,
      proposal: index === 2,
      color: "#3366cc",
    }));
    for (const layer of [0, 3]) renderer.setPalette(layer, labelPalette(instances));
    paint(renderer, 0, [5, 5, 70, 66], 1);
    paint(renderer, 0, [70, 20, 90, 66], 40);
    paint(renderer, 3, [30, 40, 99, 78], 2);
    const size = { widthCss: 301, heightCss: 257, devicePixelRatio: 1.5 };
    const camera = { centerImage: [48.3, 39.7], zoom: 2.37, quarterTurns: 1, flipped: true } as const;
    renderer.setView({ camera, size, stretch: [1, 1.25] });
    return renderer.readPixels();
  });
  const [gpu, cpu] = dumps;
  if (gpu === undefined || cpu === undefined) throw new Error("two pictures");
  expect([gpu.width, gpu.height]).toEqual([cpu.width, cpu.height]);
  let wrong = 0;
  let labelled = 0;
  for (let i = 0; i < gpu.rgba.length; i += 4) {
    const far = [0, 1, 2].some((c) => Math.abs((gpu.rgba[i + c] ?? 0) - (cpu.rgba[i + c] ?? 0)) > 2);
    if (far) wrong++;
    if (gpu.rgba[i] !== gpu.rgba[i + 2]) labelled++;
  }
  expect(labelled).toBeGreaterThan(20_000);
  // float32 against float64 may put a pixel on the border of a stripe or pixel to either side.
  expect(wrong).toBeLessThan(labelled / 2000);
});

test("a layer that does not exist is refused", () => {
  const renderer = greyRenderer("cpu");
  expect(() => renderer.setLabelTile(4, 0, 0, null)).toThrow(RangeError);
  expect(() => renderer.setLabelTile(0, 0, 0, new Uint16Array(5))).toThrow(RangeError);
});
