import { expect, test } from "vitest";
import {
  autoWindow,
  dragWindow,
  fullRangeWindow,
  percentileWindow,
} from "../../../src/viewer/window-level.ts";
import { windowPresets } from "../../../src/viewer/window-presets.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

const ramp = new Int16Array(101).map((_, i) => i * 10);

test("a file's first allowed window is the window on opening", () => {
  const facts = greyFacts({
    windows: [
      { center: 5, width: 0 },
      { center: 40, width: 400 },
    ],
  });
  expect(autoWindow(facts, ramp)).toMatchObject({ center: 40, width: 400, fn: "LINEAR" });
});

test("without a window the 1st to 99th percentile of modality values is shown, padding left out", () => {
  const facts = greyFacts({ type: "i16", slope: 2, intercept: -100, padding: [0, 0] });
  const padded = Int16Array.from([...ramp, ...new Array(1000).fill(0)]);
  const window = percentileWindow(facts, padded, 0.01, 0.99);
  // Values 10 … 1000 remain, hundred of them: ranks 1 and 98 of 0 … 99.
  expect(window.center - window.width / 2).toBe(20 * 2 - 100);
  expect(window.center + window.width / 2).toBe(990 * 2 - 100);
});

test("full range reaches the lowest and the highest value, of floats too", () => {
  const facts = greyFacts({ type: "f32" });
  const window = fullRangeWindow(facts, Float32Array.of(0.25, Number.NaN, -0.5, 2));
  expect([window.center - window.width / 2, window.center + window.width / 2]).toEqual([-0.5, 2]);
});

test("an image of one value is the middle grey, not black", () => {
  const window = percentileWindow(greyFacts(), new Uint16Array(50).fill(7), 0.01, 0.99);
  expect(window).toMatchObject({ center: 7, width: 1, fn: "LINEAR_EXACT" });
});

test("few bright pixels on an empty ground: the window reaches from the ground to the brightest", () => {
  const pixels = new Uint16Array(1000);
  pixels[3] = 40;
  pixels[500] = 900;
  expect(percentileWindow(greyFacts(), pixels, 0.01, 0.99)).toMatchObject({ center: 450, width: 900 });
});

test("a drag to the right widens, to the left narrows, never below what is allowed; down raises the centre", () => {
  const window = { kind: "window", center: 40, width: 400, fn: "LINEAR", invert: false } as const;
  expect(dragWindow(window, 300, 0)).toMatchObject({ center: 40, width: 800 });
  expect(dragWindow(window, -300, 0)).toMatchObject({ width: 200 });
  expect(dragWindow({ ...window, width: 1 }, -5000, 0)).toMatchObject({ width: 1 });
  expect(dragWindow(window, 0, 30)).toMatchObject({ center: 80, width: 400 });
});

test("CT presets are the eight of the map, others the file's own", () => {
  const ct = windowPresets("CT", greyFacts());
  expect(ct.map(({ window }) => (window.kind === "window" ? [window.width, window.center] : []))).toEqual([
    [400, 40],
    [1500, -600],
    [2500, 480],
    [80, 40],
    [400, 80],
    [320, 50],
    [380, 120],
    [110, 35],
  ]);
  const mr = windowPresets("MR", greyFacts({ windows: [{ center: 9, width: 3, explanation: "Brain" }] }));
  expect(mr).toHaveLength(1);
  expect(mr[0]).toMatchObject({ digit: 1, name: "Brain", window: { center: 9, width: 3 } });
});

test("preset 9 is a person's own, for each modality, and not for colour", () => {
  const own = { CT: { center: 55, width: 350 } };
  const ct = windowPresets("CT", greyFacts(), own);
  expect(ct.map(({ digit }) => digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(ct[8]).toMatchObject({ window: { kind: "window", center: 55, width: 350 } });
  expect(windowPresets("MR", greyFacts(), own)).toEqual([]);
  expect(windowPresets("CT", greyFacts({ samples: 3 }), own)).toEqual([]);
});
