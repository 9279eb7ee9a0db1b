import { expect, test } from "vitest";
import { drawScene } from "../../../src/viewer/cpu/draw-scene.ts";
import { warmImage, warmLabels } from "../../../src/viewer/cpu/warm-drawing.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

/** Idle time as the test gives it. */
function makeIdle() {
  const waiting: (() => void)[] = [];
  const give = () => waiting.shift()?.();
  return { idle: (work: () => void) => void waiting.push(work), give, waiting };
}

test("a small label is drawn piece by piece, with hatch, halo and ground, and then no more", () => {
  const { idle, give, waiting } = makeIdle();
  const colours = new Set<number>();
  let drawn = 0;
  warmLabels(idle, (scene) => {
    drawn++;
    const picture = drawScene(scene, 1);
    for (const word of new Uint32Array(picture?.rgba.buffer ?? new ArrayBuffer(0))) colours.add(word);
  });
  expect(drawn).toBe(0);
  for (let turn = 0; turn < 100; turn++) give();
  expect(drawn).toBe(15);
  expect(waiting).toEqual([]);
  // Black, the outline, stripe and ground of the hatch.
  expect(colours.size).toBeGreaterThanOrEqual(4);
});

test("stopped, it draws nothing any more", () => {
  const { idle, give } = makeIdle();
  let drawn = 0;
  const stop = warmLabels(idle, () => drawn++);
  give();
  give();
  stop();
  for (let turn = 0; turn < 10; turn++) give();
  expect(drawn).toBe(2);
});

test("a small image is drawn as the real one will be: of its type, through its scale and window", () => {
  const { idle, give, waiting } = makeIdle();
  const facts = greyFacts({
    columns: 512,
    rows: 512,
    type: "i16",
    slope: 2,
    intercept: -50,
    padding: [7, 7],
  });
  const pictures: Uint32Array[] = [];
  const types = new Set<string>();
  warmImage(idle, facts, true, (scene) => {
    for (const { pixels } of scene.patches.values()) types.add(pixels.constructor.name);
    pictures.push(new Uint32Array(drawScene(scene, 1)?.rgba.buffer ?? new ArrayBuffer(0)));
  });
  for (let turn = 0; turn < 100; turn++) give();
  expect(pictures).toHaveLength(15);
  expect(waiting).toEqual([]);
  expect([...types]).toEqual(["Int16Array"]);
  // From black to white, over the whole of a small picture.
  expect(new Set(pictures[0]).size).toBeGreaterThan(60);
  expect(pictures[0]?.length).toBe(128 * 128);
});
