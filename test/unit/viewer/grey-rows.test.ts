import { describe, expect, test } from "vitest";
import type { ImageFacts } from "../../../src/domain/image-facts.ts";
import type { SampleArray } from "../../../src/domain/samples.ts";
import type { View } from "../../../src/viewer/camera.ts";
import { drawGreyRows } from "../../../src/viewer/cpu/grey-rows.ts";
import { greyShader } from "../../../src/viewer/cpu/grey-shader.ts";
import { displayPlan } from "../../../src/viewer/display-plan.ts";
import { patchView } from "../../../src/viewer/patch-view.ts";
import { framePatch } from "../../../src/viewer/scene.ts";
import type { WindowState } from "../../../src/viewer/window-state.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import { makeRandom } from "../../support/random.ts";

const [columns, rows] = [23, 17];
const rect = { x: 0, y: 0, width: 64, height: 48 };
const size = { widthCss: rect.width, heightCss: rect.height, devicePixelRatio: 1 };
const black = () => {
  const rgba = new Uint8ClampedArray(rect.width * rect.height * 4);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return { width: rect.width, height: rect.height, rgba };
};
const window_ = (change: Partial<Extract<WindowState, { kind: "window" }>> = {}): WindowState => ({
  kind: "window",
  center: 900,
  width: 1500,
  fn: "LINEAR",
  invert: false,
  ...change,
});

function both(facts: ImageFacts, pixels: SampleArray, view: View, to: WindowState, smooth: boolean) {
  const patch = framePatch({ ...facts, key: "k" }, pixels);
  const plan = displayPlan(facts, to);
  const place = patchView(view, 1, patch);
  const fast = black();
  const drawn = drawGreyRows(fast, rect, patch, place, plan, smooth);
  const slow = black();
  const shade = greyShader(patch, plan, smooth);
  const [a, b, c, d] = place.matrix;
  for (let py = 0; py < rect.height; py++)
    for (let px = 0; px < rect.width; px++) {
      const [dx, dy] = [px + 0.5 - place.middle[0], py + 0.5 - place.middle[1]];
      const x = a * dx + c * dy + place.fraction[0] + place.whole[0];
      const y = b * dx + d * dy + place.fraction[1] + place.whole[1];
      const [column, row] = [Math.floor(x + 0.5), Math.floor(y + 0.5)];
      if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
      shade(slow.rgba, (py * rect.width + px) * 4, x, y, column, row);
    }
  return { drawn, fast: fast.rgba, slow: slow.rgba };
}

const farthest = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);

describe("an image that is not turned", () => {
  test("is drawn row by row as pixel by pixel, over random views, windows, paddings and types", () => {
    const random = makeRandom(5);
    const between = (low: number, high: number) => low + random() * (high - low);
    for (let run = 0; run < 120; run++) {
      const type = (["u8", "u16", "i16", "i32"] as const)[run % 4] ?? "u16";
      const most = type === "u8" ? 255 : 3000;
      const least = type === "i16" || type === "i32" ? -1000 : 0;
      const make = { u8: Uint8Array, u16: Uint16Array, i16: Int16Array, i32: Int32Array }[type];
      const values = Array.from({ length: columns * rows }, () => Math.round(between(least, most)));
      const pixels = new make(values);
      const padding = run % 3 === 0 ? ([pixels[5] ?? 0, (pixels[5] ?? 0) + 40] as const) : undefined;
      const facts = greyFacts({
        columns,
        rows,
        type,
        color: run % 5 === 0 ? "mono1" : "mono2",
        slope: between(0.2, 2),
        intercept: Math.round(between(-1024, 100)),
        ...(padding ? { padding } : {}),
      });
      const view: View = {
        size,
        stretch: run % 7 === 0 ? [1, 1.4] : [1, 1],
        camera: {
          centerImage: [between(0, columns), between(0, rows)],
          zoom: run % 4 === 0 ? 2 : between(0.5, 9),
          quarterTurns: run % 6 === 0 ? 2 : 0,
          flipped: run % 2 === 0,
        },
      };
      const to = window_({ center: between(-500, 1500), width: between(1, 2500), invert: run % 8 === 0 });
      for (const smooth of [true, false]) {
        const { drawn, fast, slow } = both(facts, pixels, view, to, smooth);
        expect(drawn).toBe(true);
        expect(farthest(fast, slow), `run ${run}, ${smooth}`).toBeLessThanOrEqual(1);
      }
    }
  });
  test("the pictures of that test are no plain areas", () => {
    const pixels = new Uint16Array(columns * rows).map((_, i) => (i * 37) % 2000);
    const camera = { centerImage: [11, 8], zoom: 2.5, quarterTurns: 0, flipped: false } as const;
    const { fast } = both(
      greyFacts({ columns, rows }),
      pixels,
      { size, stretch: [1, 1], camera },
      window_(),
      true,
    );
    expect(new Set(fast).size).toBeGreaterThan(50);
  });
});

test("what is turned, bent or no whole number is left to the slower way", () => {
  const pixels = new Uint16Array(columns * rows).map((_, i) => i);
  const camera = { centerImage: [11, 8], zoom: 2, quarterTurns: 0, flipped: false } as const;
  const view: View = { size, stretch: [1, 1], camera };
  const facts = greyFacts({ columns, rows });
  expect(both(facts, pixels, view, window_(), true).drawn).toBe(true);
  const turned = { ...view, camera: { ...camera, quarterTurns: 1 } as const };
  expect(both(facts, pixels, turned, window_(), true).drawn).toBe(false);
  expect(both(facts, pixels, view, window_({ fn: "SIGMOID" }), true).drawn).toBe(false);
  const floats = greyFacts({ columns, rows, type: "f32" });
  expect(both(floats, Float32Array.from(pixels), view, window_(), true).drawn).toBe(false);
});
