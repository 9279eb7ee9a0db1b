import type { ImageFacts } from "../domain/image-facts.ts";
import type { View } from "./camera.ts";

/** A bar of `lengthPx` CSS px that stands for `value` `unit`. */
export interface ScaleBar {
  readonly lengthPx: number;
  readonly value: number;
  readonly unit: "mm" | "cm" | "px";
  readonly calibration: "patient" | "detector" | "none";
}

const longestPx = 140;

/** The longest 1, 2 or 5 × 10ⁿ that takes at most 140 CSS px; image pixels where no spacing is known. */
export function scaleBar(facts: Pick<ImageFacts, "spacingMm" | "spacingKind">, view: View): ScaleBar | null {
  const columnMm = facts.spacingMm?.[1];
  const calibrated = columnMm !== undefined && columnMm > 0 && facts.spacingKind !== "unknown";
  const pxPerUnit = (view.camera.zoom * view.stretch[0]) / (calibrated ? columnMm : 1);
  if (!(pxPerUnit > 0) || !Number.isFinite(pxPerUnit)) return null;
  const length = longestNice(longestPx / pxPerUnit);
  const lengthPx = length * pxPerUnit;
  if (!calibrated) return { lengthPx, value: length, unit: "px", calibration: "none" };
  const calibration = facts.spacingKind === "detector" ? "detector" : "patient";
  return length >= 10
    ? { lengthPx, value: length / 10, unit: "cm", calibration }
    : { lengthPx, value: length, unit: "mm", calibration };
}

function longestNice(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit));
  const steps = [5, 2, 1];
  const step = steps.find((one) => one * power <= limit) ?? 1;
  return step * power;
}
