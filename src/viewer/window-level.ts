import type { ImageFacts } from "../domain/image-facts.ts";
import type { SampleArray } from "../domain/samples.ts";
import { modalityValue } from "./modality.ts";
import { isWindowAllowed } from "./voi.ts";
import type { WindowState } from "./window-state.ts";

type LevelWindow = Extract<WindowState, { kind: "window" }>;

/** Most samples that a window is guessed from; more changes nothing that a person sees. */
const sampleBudget = 65536;

/** The image's own window: first of the file, else its VOI LUT, else 1st–99th percentile of `pixels`. */
export function autoWindow(facts: ImageFacts, pixels: SampleArray): WindowState {
  for (const { center, width } of facts.windows) {
    const window: WindowState = { kind: "window", center, width, fn: facts.voiFunction, invert: false };
    if (isWindowAllowed(window)) return window;
  }
  if (facts.voiLut !== undefined && facts.voiLut.values.length > 0) return { kind: "lut", invert: false };
  return percentileWindow(facts, pixels, 0.01, 0.99);
}

/** Window over all values that occur (key 0). */
export function fullRangeWindow(facts: ImageFacts, pixels: SampleArray): LevelWindow {
  return percentileWindow(facts, pixels, 0, 1);
}

/**
 * LINEAR_EXACT window from the `from` to the `to` quantile (0–1) of modality values; padding does not count. Where those are one value, over
 * all values; where there is but one value in the image, it is the middle grey.
 */
export function percentileWindow(
  facts: ImageFacts,
  pixels: SampleArray,
  from: number,
  to: number,
): LevelWindow {
  const values = sortedSample(facts, pixels, from === 0 && to === 1);
  const last = values.length - 1;
  const low = values[Math.round(from * last)] ?? 0;
  const high = values[Math.round(to * last)] ?? low;
  const isOne = low === high;
  if (isOne && (from > 0 || to < 1)) return fullRangeWindow(facts, pixels);
  const width = isOne ? 1 : high - low;
  return { kind: "window", center: (low + high) / 2, width, fn: "LINEAR_EXACT", invert: false };
}

function sortedSample(facts: ImageFacts, pixels: SampleArray, extremesOnly: boolean): Float64Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const step = extremesOnly ? 1 : Math.max(1, Math.floor(pixels.length / sampleBudget));
  const values: number[] = [];
  for (let i = 0; i < pixels.length; i += step) {
    const value = modalityValue(facts, pixels[i] ?? 0);
    if (value === null) continue;
    if (extremesOnly) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    } else values.push(value);
  }
  if (extremesOnly) return Float64Array.from(high >= low ? [low, high] : []);
  return Float64Array.from(values).sort();
}

/** Drag by CSS px: right widens, down raises the centre (darker). 300 px double the width, whatever the units. */
export function dragWindow(window: WindowState, dx: number, dy: number): WindowState {
  if (window.kind === "lut") return window;
  const perPx = window.width / 300;
  const wider = dx >= 0 ? window.width + dx * perPx : window.width / (1 - dx / 300);
  const width = window.fn === "LINEAR" ? Math.max(1, wider) : wider;
  const perPxLevel = Math.max(window.width, window.fn === "LINEAR" ? 32 : 0) / 300;
  return { ...window, width, center: window.center + dy * perPxLevel };
}
