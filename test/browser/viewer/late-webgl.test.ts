import { expect, test, vi } from "vitest";
import { fitCamera } from "../../../src/viewer/camera.ts";
import { labelPalette } from "../../../src/viewer/label-palette.ts";
import { makeSliceRenderer } from "../../../src/viewer/make-slice-renderer.ts";
import type { BackendState } from "../../../src/viewer/slice-renderer.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

const facts = greyFacts({ columns: 64, rows: 64, type: "u8", bitsStored: 8 });

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

/** A renderer with a ramp and half an image of label, drawn. */
function scene() {
  const host = document.createElement("div");
  document.body.append(host);
  const states: BackendState[] = [];
  const renderer = makeSliceRenderer(host, {
    backend: "webgl2",
    onBackend: (state) => states.push(state),
    now: () => 0,
  });
  const size = { widthCss: 128, heightCss: 128, devicePixelRatio: 1 };
  renderer.setSource({ ...facts, key: "k" });
  const ramp = new Uint8Array(64 * 64).map((_, i) => (i % 64) * 4);
  renderer.setFrame(0, ramp);
  renderer.setWindow({ kind: "window", center: 127.5, width: 255, fn: "LINEAR_EXACT", invert: false });
  renderer.setPalette(0, labelPalette([{ index: 1, color: "#ff0000", visible: true, proposal: false }]));
  renderer.setLabelTile(0, 0, 0, new Uint16Array(4096).fill(1, 0, 2048));
  renderer.setView({ camera: fitCamera(size, [1, 1], facts), size, stretch: [1, 1] });
  renderer.render();
  return { host, renderer, states };
}

test("until the code for the card is there the processor draws the whole picture; then the card does, labels and all", async () => {
  // One that goes before the code comes is left alone.
  const gone = scene();
  gone.renderer.dispose();
  const { host, renderer, states } = scene();
  expect(lateWebgl.now()).toBeNull();
  expect(renderer.backend).toEqual({ name: "cpu", reason: "starting" });
  const first = renderer.readPixels();
  expect(new Set(first.rgba).size).toBeGreaterThan(100);
  await lateWebgl.load();
  await vi.waitFor(() => expect(renderer.backend.name).toBe("webgl2"), 30_000);
  expect(states).toEqual([{ name: "webgl2", reason: null }]);
  expect(gone.states).toEqual([]);
  expect(farthest(renderer.readPixels().rgba, first.rgba)).toBeLessThanOrEqual(1);
  expect(host.querySelectorAll("canvas")).toHaveLength(1);
  renderer.dispose();
});

test("with its code there the card draws from the first picture", async () => {
  await lateWebgl.load();
  const { renderer, states } = scene();
  expect(renderer.backend).toEqual({ name: "webgl2", reason: null });
  expect(states).toEqual([]);
  renderer.dispose();
});
