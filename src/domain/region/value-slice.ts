import { modalityValues } from "../assist/plane-from-frame.ts";
import type { DecodedFrame } from "../calls/pixels-calls.ts";
import type { FrameValues, ValueRange } from "../editable-area.ts";
import type { ImageFacts } from "../image-facts.ts";
import type { SampleArray } from "../samples.ts";

/** One slice for growing: samples as stored (no 32-bit copy of a volume), and how they become modality units. */
export interface ValueSlice {
  readonly samples: SampleArray;
  /** Modality units = sample × slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /** Samples that are no image, both ends inside (PS3.3 C.7.5.1.1.2). */
  readonly padding: readonly [number, number] | null;
}

/** A decoded frame for growing; colour, palettes and look-up tables become values of 32 bits, all else stays as stored. */
export function valueSlice(frame: DecodedFrame, facts: ImageFacts): ValueSlice {
  const { slope, intercept, padding } = facts;
  if (frame.samples === 1 && !facts.modalityLut && facts.color !== "palette" && slope !== 0)
    return { samples: frame.pixels, slope, intercept, padding: padding ?? null };
  const valueAt = modalityValues(frame, facts);
  // A loop: `Float32Array.from` takes ten times as long for it.
  const samples = new Float32Array(frame.columns * frame.rows);
  for (let at = 0; at < samples.length; at++) samples[at] = valueAt(at);
  return { samples, slope: 1, intercept: 0, padding: null };
}

/** Reads modality units of a slice; NaN for padding. */
export const valuesOfSlice =
  ({ samples, slope, intercept, padding }: ValueSlice): FrameValues =>
  (at) => {
    const stored = samples[at] ?? Number.NaN;
    if (padding && stored >= padding[0] && stored <= padding[1]) return Number.NaN;
    return stored * slope + intercept;
  };

/** Bounds of the samples whose modality value lies in a range. */
export function storedRange({ slope, intercept }: ValueSlice, { low, high }: ValueRange): ValueRange {
  const [a, b] = [(low - intercept) / slope, (high - intercept) / slope];
  return { low: Math.min(a, b), high: Math.max(a, b) };
}
