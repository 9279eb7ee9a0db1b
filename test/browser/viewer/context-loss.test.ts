import { afterEach, expect, test } from "vitest";
import { fitCamera } from "../../../src/viewer/camera.ts";
import { labelPalette } from "../../../src/viewer/label-palette.ts";
import { makeSliceRenderer } from "../../../src/viewer/make-slice-renderer.ts";
import type { BackendState, SliceRenderer } from "../../../src/viewer/slice-renderer.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

// The card draws at once where its code is there: how it comes is told in late-webgl.test.ts.
await lateWebgl.load();

const facts = greyFacts({ columns: 64, rows: 64, type: "u8", bitsStored: 8 });
const open: SliceRenderer[] = [];
afterEach(() => {
  for (const renderer of open.splice(0)) renderer.dispose();
});

/** A renderer with a ramp and a label, and its WebGL canvas to break. */
function scene() {
  const host = document.createElement("div");
  document.body.append(host);
  const states: BackendState[] = [];
  let timeMs = 0;
  const renderer = makeSliceRenderer(host, {
    backend: "webgl2",
    onBackend: (state) => states.push(state),
    now: () => timeMs,
  });
  open.push(renderer);
  const size = { widthCss: 128, heightCss: 128, devicePixelRatio: 1 };
  renderer.setSource({ ...facts, key: "k" });
  renderer.setFrame(
    0,
    new Uint8Array(64 * 64).map((_, i) => (i % 64) * 4),
  );
  renderer.setWindow({ kind: "window", center: 127.5, width: 255, fn: "LINEAR_EXACT", invert: false });
  renderer.setPalette(0, labelPalette([{ index: 1, color: "#ff0000", visible: true, proposal: false }]));
  renderer.setLabelTile(0, 0, 0, new Uint16Array(4096).fill(1, 0, 2048));
  renderer.setView({ camera: fitCamera(size, [1, 1], facts), size, stretch: [1, 1] });
  renderer.render();
  const lose = async () => {
    const canvas = host.querySelector("canvas");
    const extension = canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context");
    if (canvas === null || !extension) throw new Error("no context to lose");
    const lost = new Promise((resolve) =>
      canvas.addEventListener("webglcontextlost", resolve, { once: true }),
    );
    extension.loseContext();
    await lost;
    // A context may be restored only after the event of its loss is over.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return { restore: () => extension.restoreContext(), canvas };
  };
  return {
    host,
    renderer,
    states,
    lose,
    wait: (ms: number) => {
      timeMs += ms;
    },
  };
}

const until = (done: () => boolean) => expect.poll(done).toBe(true);

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

test("when the context is lost the CPU shows the same picture at once, and the GPU comes back with labels drawn meanwhile", async () => {
  const { host, renderer, states, lose } = scene();
  const before = renderer.readPixels();
  expect(renderer.backend.name).toBe("webgl2");
  const { restore } = await lose();
  expect(states).toEqual([{ name: "cpu", reason: "context-lost" }]);
  expect(farthest(renderer.readPixels().rgba, before.rgba)).toBeLessThanOrEqual(1);
  expect(host.querySelectorAll("canvas")).toHaveLength(1);
  renderer.setLabelTile(0, 0, 0, new Uint16Array(4096).fill(1));
  const meanwhile = renderer.readPixels();
  expect(farthest(meanwhile.rgba, before.rgba)).toBeGreaterThan(50);
  restore();
  await until(() => renderer.backend.name === "webgl2");
  expect(states).toHaveLength(2);
  expect(farthest(renderer.readPixels().rgba, meanwhile.rgba)).toBeLessThanOrEqual(1);
});

test("two losses within 60 s leave the CPU for the session", async () => {
  const { renderer, states, lose, wait } = scene();
  const { restore } = await lose();
  restore();
  await until(() => renderer.backend.name === "webgl2");
  wait(59_000);
  const before = renderer.readPixels();
  const second = await lose();
  expect(states.at(-1)).toEqual({ name: "cpu", reason: "context-lost-twice" });
  second.restore();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(renderer.backend.name).toBe("cpu");
  expect(farthest(renderer.readPixels().rgba, before.rgba)).toBeLessThanOrEqual(1);
});

test("two losses farther apart do not", async () => {
  const { renderer, lose, wait } = scene();
  (await lose()).restore();
  await until(() => renderer.backend.name === "webgl2");
  wait(61_000);
  (await lose()).restore();
  await until(() => renderer.backend.name === "webgl2");
});
