import { afterEach, expect, test } from "vitest";
import { fitCamera, pixelStretch, type View } from "../../../src/viewer/camera.ts";
import { makeSliceRenderer } from "../../../src/viewer/make-slice-renderer.ts";
import type { SliceRenderer } from "../../../src/viewer/slice-renderer.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { goldenPicture } from "../../support/golden-renderer.ts";
import { type GoldenCase, goldenCases } from "../../support/golden-renderer-cases.ts";

// The card draws at once where its code is there: how it comes is told in late-webgl.test.ts.
await lateWebgl.load();

const zoom = 4;
const open: SliceRenderer[] = [];

afterEach(() => {
  for (const renderer of open.splice(0)) renderer.dispose();
});

function rendererFor({ facts, pixels, window }: GoldenCase, backend: "webgl2" | "cpu"): SliceRenderer {
  const host = document.createElement("div");
  document.body.append(host);
  const renderer = makeSliceRenderer(host, {
    backend,
    onBackend: () => undefined,
    now: () => performance.now(),
  });
  open.push(renderer);
  const size = { widthCss: facts.columns * zoom, heightCss: facts.rows * zoom, devicePixelRatio: 1 };
  const stretch = pixelStretch(facts);
  const view: View = { camera: fitCamera(size, stretch, facts), size, stretch };
  renderer.setSource({ ...facts, key: "k" });
  renderer.setFrame(0, pixels);
  expect(renderer.setWindow(window)).toBe(true);
  renderer.setView(view);
  return renderer;
}

/** Largest difference of any channel. */
function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

for (const golden of goldenCases) {
  for (const smooth of [false, true]) {
    const how = smooth ? "bilinear" : "nearest";
    test(`${golden.name}, ${how}: GPU and CPU show what the standard asks for within 1/255`, () => {
      const expected = goldenPicture(golden.golden, zoom, smooth);
      expect(new Set(expected).size, "the expected picture is no plain area").toBeGreaterThanOrEqual(2);
      for (const backend of ["webgl2", "cpu"] as const) {
        const renderer = rendererFor(golden, backend);
        expect(renderer.backend.name, renderer.backend.detail).toBe(backend === "webgl2" ? "webgl2" : "cpu");
        renderer.setSmooth(smooth);
        const { rgba } = renderer.readPixels();
        expect(farthest(rgba, expected), backend).toBeLessThanOrEqual(1);
      }
    });
  }
}
