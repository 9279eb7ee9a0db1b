import type { DisplayPlan } from "../display-plan.ts";
import type { Patch } from "../scene.ts";
import type { PatchShader } from "./cpu-image.ts";

/** Padding → modality → bilinear → VOI → inversion, for one grey patch. */
export function greyShader(patch: Patch, plan: DisplayPlan, smooth: boolean): PatchShader {
  const { pixels, columns, rows } = patch;
  const lut = plan.modalityLut;
  const padLow = plan.padding?.[0] ?? Number.POSITIVE_INFINITY;
  const padHigh = plan.padding?.[1] ?? Number.NEGATIVE_INFINITY;
  const bright = voiStep(plan);
  /** Relative modality value; NaN for padding. */
  const value = (column: number, row: number): number => {
    const stored = pixels[row * columns + column] ?? 0;
    if ((stored >= padLow && stored <= padHigh) || !Number.isFinite(stored)) return Number.NaN;
    if (lut === null) return plan.slope * (stored - plan.base);
    return lut[Math.min(lut.length - 1, Math.max(0, stored - plan.modalityFirst))] ?? 0;
  };
  return (out, at, x, y, column, row) => {
    let average = value(column, row);
    if (Number.isNaN(average)) {
      // Padding is background, also where an image pixel is near.
      out[at] = out[at + 1] = out[at + 2] = 0;
      return;
    }
    if (smooth) {
      const x0 = Math.floor(x);
      const y0 = Math.floor(y);
      const tx = x - x0;
      const ty = y - y0;
      const left = Math.max(0, x0);
      const top = Math.max(0, y0);
      const right = Math.min(columns - 1, x0 + 1);
      const bottom = Math.min(rows - 1, y0 + 1);
      let sum = 0;
      let weight = 0;
      const add = (tap: number, share: number) => {
        if (Number.isNaN(tap)) return;
        sum += tap * share;
        weight += share;
      };
      add(value(left, top), (1 - tx) * (1 - ty));
      add(value(right, top), tx * (1 - ty));
      add(value(left, bottom), (1 - tx) * ty);
      add(value(right, bottom), tx * ty);
      average = sum / weight;
    }
    const y01 = bright(average);
    out[at] = out[at + 1] = out[at + 2] = (plan.invert ? 1 - y01 : y01) * 255;
  };
}

function voiStep(plan: DisplayPlan): (x: number) => number {
  const { low, high, middle, span, voiLut, voiFirst } = plan;
  if (plan.voi === "sigmoid") return (x) => 1 / (1 + Math.exp((-4 * (x - middle)) / span));
  if (plan.voi === "ramp" || voiLut === null) {
    return (x) => (x <= low ? 0 : x > high ? 1 : (x - middle) / span + 0.5);
  }
  const last = voiLut.length - 1;
  return (x) => {
    const place = Math.min(last, Math.max(0, x - voiFirst));
    const below = Math.floor(place);
    const first = voiLut[below] ?? 0;
    return first + ((voiLut[Math.min(last, below + 1)] ?? 0) - first) * (place - below);
  };
}
