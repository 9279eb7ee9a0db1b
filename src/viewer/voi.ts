import type { VoiFunction } from "../domain/image-facts.ts";
import type { WindowState } from "./window-state.ts";

/** Brightness 0–1 of modality value `x`: PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2. */
export function voi(fn: VoiFunction, x: number, center: number, width: number): number {
  if (fn === "SIGMOID") return 1 / (1 + Math.exp((-4 * (x - center)) / width));
  const { low, high, middle, span } = voiRamp(fn, center, width);
  if (x <= low) return 0;
  if (x > high) return 1;
  return (x - middle) / span + 0.5;
}

/** The straight part of a window: 0 up to `low`, 1 above `high`, (x − middle) / span + 0.5 between. */
export interface VoiRamp {
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  readonly span: number;
}

/** LINEAR counts whole steps, hence its −0.5 and width − 1 (PS3.3 C.11.2.1.2.1); LINEAR_EXACT does not. */
export function voiRamp(fn: Exclude<VoiFunction, "SIGMOID">, center: number, width: number): VoiRamp {
  const middle = fn === "LINEAR" ? center - 0.5 : center;
  const span = fn === "LINEAR" ? width - 1 : width;
  return { low: middle - span / 2, high: middle + span / 2, middle, span };
}

/** Whether the standard allows the width: at least 1 for LINEAR, above 0 for the others. */
export function isWindowAllowed(window: WindowState): boolean {
  if (window.kind === "lut") return true;
  if (!Number.isFinite(window.center) || !Number.isFinite(window.width)) return false;
  return window.fn === "LINEAR" ? window.width >= 1 : window.width > 0;
}
