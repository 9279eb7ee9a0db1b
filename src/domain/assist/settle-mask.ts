import type { BinaryMask, MaskRle } from "../mask.ts";
import { decodeMaskRle } from "../mask-rle.ts";
import type { Prompts } from "../proposal.ts";
import { meanInside, uncertaintyOf } from "../uncertainty.ts";
import { keepPrompted } from "./keep-prompted.ts";
import { type PixelWindow, resample } from "./resample.ts";

/** A network's answer on the window that it saw. */
export interface LogitsInput {
  readonly logits: Float32Array<ArrayBuffer>;
  readonly side: number;
  readonly window: PixelWindow;
  readonly columns: number;
  readonly rows: number;
  readonly prompts: Prompts;
  readonly previous: MaskRle | null;
  readonly threshold: number;
}

/** Probabilities (0–1) on a part of an image, whose first pixel is (x0, y0). */
export interface ProbabilityPart {
  readonly x0: number;
  readonly y0: number;
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** The settled mask at the size of the image and what is known of its quality. */
export interface SettledMask {
  readonly mask: BinaryMask;
  readonly confidence: number;
  readonly entropyBand: number;
  readonly midFraction: number;
  readonly contourMargin: number;
  /** On the part of the image that the network saw, before parts were dropped. */
  readonly probability: ProbabilityPart;
}

/** Logistic function. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Resampled probability on the part of the image that the window covers. */
function probabilityInImage(input: LogitsInput): ProbabilityPart {
  const { window, side } = input;
  const x0 = Math.max(0, Math.floor(window.x));
  const y0 = Math.max(0, Math.floor(window.y));
  const x1 = Math.min(input.columns, Math.ceil(window.x + window.width));
  const y1 = Math.min(input.rows, Math.ceil(window.y + window.height));
  const scale = side / window.width;
  const part = {
    x: (x0 - window.x) * scale,
    y: (y0 - window.y) * scale,
    width: (x1 - x0) * scale,
    height: (y1 - y0) * scale,
  };
  const logits = { columns: side, rows: side, values: input.logits };
  const { values } = resample(logits, part, x1 - x0, y1 - y0);
  for (let at = 0; at < values.length; at++) values[at] = sigmoid(values[at] as number);
  return { x0, y0, columns: x1 - x0, rows: y1 - y0, values };
}

/** Logits → mask: resample, threshold, old mask outside the crop, prompted parts only, uncertainty (assist 3.2, 3.9). */
export function settleMask(input: LogitsInput): SettledMask {
  const { columns, rows, prompts, threshold } = input;
  const bits = input.previous ? decodeMaskRle(input.previous).bits : new Uint8Array(columns * rows);
  const part = probabilityInImage(input);
  for (let y = 0, at = 0; y < part.rows; y++) {
    const start = (y + part.y0) * columns + part.x0;
    for (let full = start; full < start + part.columns; full++, at++)
      bits[full] = (part.values[at] as number) > threshold ? 1 : 0;
  }
  const mask = keepPrompted({ columns, rows, bits }, prompts);
  const inPart = new Uint8Array(part.columns * part.rows);
  const probability = part.values.slice();
  for (let y = 0, at = 0; y < part.rows; y++) {
    const start = (y + part.y0) * columns + part.x0;
    for (let full = start; full < start + part.columns; full++, at++) {
      inPart[at] = mask.bits[full] as number;
      // What was dropped is not this object: its probability says nothing of the doubt about the mask that is left.
      if (bits[full] && !inPart[at]) probability[at] = 0;
    }
  }
  return {
    mask,
    probability: part,
    confidence: meanInside(probability, inPart),
    ...uncertaintyOf(probability, inPart, part.columns, part.rows),
  };
}
