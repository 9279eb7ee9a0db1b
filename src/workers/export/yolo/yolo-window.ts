import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import { factsAt } from "../../../domain/facts-at.ts";
import type { ImageFacts, VoiFunction } from "../../../domain/image-facts.ts";
import { renderRgba } from "../../../formats/dicom/render-rgba.ts";
import type { PngPicture } from "../../../formats/png/write-png.ts";

/** How stored values became 8 bits; null in the manifest where nothing was windowed (colour). */
export interface YoloWindow {
  /** `file`: the image's own first window. `lut`: its own table. `range`: from its smallest to its largest value. */
  readonly source: "file" | "lut" | "range";
  readonly center: number | null;
  readonly width: number | null;
  readonly function: VoiFunction;
  /** MONOCHROME1: turned over, as on the screen. */
  readonly inverted: boolean;
}

/** The window that covers every value of a frame but its padding. */
function rangeOf(frame: DecodedFrame, facts: ImageFacts) {
  const { padding, slope, intercept } = facts;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stored of frame.pixels) {
    if (!Number.isFinite(stored) || (padding && stored >= padding[0] && stored <= padding[1])) continue;
    const value = stored * slope + intercept;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return low > high ? { center: 0.5, width: 1 } : { center: (low + high) / 2, width: high - low || 1 };
}

/** An 8-bit picture of a frame as it is first seen on the screen, and the window that made it (export-and-workflow 3.6). */
export function yoloPicture(
  frame: DecodedFrame,
  whole: ImageFacts,
): { readonly picture: PngPicture; readonly window: YoloWindow | null } {
  const facts = factsAt(whole, frame.frameIndex);
  const grey = frame.samples === 1 && facts.color !== "palette";
  const [given] = facts.windows;
  const byTable = !given && facts.voiLut !== undefined;
  const range = grey && !given && !byTable ? rangeOf(frame, facts) : null;
  const shown: ImageFacts = range ? { ...facts, windows: [range], voiFunction: "LINEAR_EXACT" } : facts;
  const { columns, rows, rgba } = renderRgba(frame, shown);
  const channels = grey ? 1 : 3;
  const samples = new Uint8Array(columns * rows * channels);
  for (let index = 0; index < samples.length; index++)
    samples[index] = rgba[Math.floor(index / channels) * 4 + (index % channels)] ?? 0;
  const { center = null, width = null } = range ?? given ?? {};
  const window: YoloWindow = {
    source: byTable ? "lut" : range ? "range" : "file",
    center,
    width,
    function: shown.voiFunction,
    inverted: facts.color === "mono1",
  };
  return { picture: { columns, rows, channels, bits: 8, samples }, window: grey ? window : null };
}
