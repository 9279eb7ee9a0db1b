import { afterEach, expect, test } from "vitest";
import type { AssistPlane } from "../../src/domain/calls/assist-calls.ts";
import { decodeMaskRle, maskRleArea } from "../../src/domain/mask-rle.ts";
import { createInference, type Inference } from "../../src/jobs/inference.ts";

const tiny = new URL("/test/support/onnx/tiny/", location.origin).href;
const side = 96;

/** Two bright disks on a dark ground; the first around (30, 30), the second around (70, 70), radius 10. */
function twoDisks(): AssistPlane {
  const values = new Float32Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      values[y * side + x] =
        Math.min(Math.hypot(x - 30, y - 30), Math.hypot(x - 70, y - 70)) <= 10 ? 900 : -100;
  return { columns: side, rows: side, values };
}

const click = { positive: [[30, 30] as const], negative: [], box: null };
const open: Inference[] = [];

function inferenceWith(maxThreads: number, modelUrl = tiny): Inference {
  const inference = createInference({ modelUrl, maxThreads });
  open.push(inference);
  return inference;
}

afterEach(() => {
  for (const inference of open.splice(0)) inference.close();
});

test("the test page is isolated, so that two threads are really tried", () => {
  expect(crossOriginIsolated).toBe(true);
});

test.each([1, 2])("with %i thread(s) a click gives the object under it and no other", async (threads) => {
  const inference = inferenceWith(threads);
  const model = await inference.load();
  expect(model.threads).toBe(threads);
  const result = await inference.propose(twoDisks(), click, null, { method: "network" });
  const { bits } = decodeMaskRle(result.mask);
  expect(bits[30 * side + 30]).toBe(1);
  expect(bits[70 * side + 70]).toBe(0);
  expect(maskRleArea(result.mask)).toBeGreaterThan(280);
  expect(maskRleArea(result.mask)).toBeLessThan(350);
  expect(result.toolId).toBe("tiny");
  expect(result.engineVersion).toBe("1.30.0");
});

test("one prompt runs, the newest waits, those between are dropped", async () => {
  const inference = inferenceWith(1);
  await inference.load();
  const plane = twoDisks();
  const at = (x: number) => ({ positive: [[x, 30] as const], negative: [], box: null });
  const asked = [28, 29, 30, 31].map((x) => inference.propose(plane, at(x), null, { method: "network" }));
  const settled = await Promise.allSettled(asked);
  expect(settled.map((entry) => entry.status)).toEqual(["rejected", "rejected", "rejected", "fulfilled"]);
});

test("automatic choice follows the card: network for a click, a classical tool for a box", async () => {
  const inference = inferenceWith(1);
  const plane = twoDisks();
  const clicked = await inference.propose(plane, click, null);
  const boxed = await inference.propose(plane, { positive: [], negative: [], box: [20, 20, 40, 40] }, null);
  expect([clicked.toolId, boxed.toolId]).toEqual(["tiny", "ellipse"]);
});

test("without a model the classical tools answer and the state says why", async () => {
  // A port that nobody listens on: the dev server would answer any path of its own with the app's page.
  const inference = inferenceWith(1, "http://localhost:1/absent/");
  const result = await inference.propose(twoDisks(), click, null);
  expect(result.toolId).toBe("flood");
  expect(maskRleArea(result.mask)).toBeGreaterThan(250);
  expect(inference.state()).toMatchObject({ status: "failed", code: "model-missing" });
});

test("suggestions find both disks once each", async () => {
  const inference = inferenceWith(1);
  const found = await inference.suggest(twoDisks(), 8);
  const masks = found.map((result) => decodeMaskRle(result.mask).bits);
  expect(masks.filter((bits) => bits[30 * side + 30] === 1 && bits[70 * side + 70] === 0)).toHaveLength(1);
  expect(masks.filter((bits) => bits[70 * side + 70] === 1 && bits[30 * side + 30] === 0)).toHaveLength(1);
});

test("after a restart the model loads again by itself", async () => {
  const inference = inferenceWith(1);
  await inference.load();
  inference.restart();
  expect(inference.state().status).toBe("idle");
  const result = await inference.propose(twoDisks(), click, null, { method: "network" });
  expect(result.toolId).toBe("tiny");
});
