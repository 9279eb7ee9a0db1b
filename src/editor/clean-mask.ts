import type { Annotation } from "../domain/annotation.ts";
import { eraseInstance } from "../domain/mask-paint.ts";
import { type PixelSize, pixelSizeFor } from "../domain/measure/pixel-size.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import {
  fillHoles,
  growMask,
  keepLargest,
  removeIslands,
  shrinkMask,
  smoothMask,
} from "../domain/region/clean.ts";
import { type MaskBox, maskBox, maskBoxSpans, spanBounds } from "../domain/region/mask-box.ts";
import { rowRuns, spansOutside } from "../domain/span-sets.ts";
import type { Act } from "./act.ts";
import type { CleanOperation, CleanSettings } from "./clean-types.ts";
import { type EditorCore, frameOf } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { paintLabel } from "./paint-label.ts";

/** A larger box is not worked on at once: it would stop the hand (pixels). */
export const largestBox = 4_200_000;

/** Gives a mask label other pixels: what is new by the rule of its class, what is gone erased. False: every layer is taken. */
export function setMaskPixels(
  core: EditorCore,
  act: Act,
  label: Annotation,
  before: readonly PixelSpan[],
  after: readonly PixelSpan[],
  isLocked: (segmentIndex: number) => boolean,
): boolean {
  if (label.geometry.type !== "mask") return true;
  const { layer, segmentIndex } = label.geometry;
  const gone = spansOutside(before, rowRuns(after));
  eraseInstance(act.masks, frameOf(label), layer, segmentIndex, gone);
  return paintLabel(core, act, label.instanceUid, spansOutside(after, rowRuns(before)), isLocked);
}

/** The millimetres of pixels around a mask; a pixel is 1 where nothing is calibrated. */
export function sizeOf({ measure }: ImageTarget, spans: readonly PixelSpan[]): PixelSize {
  const corners = spans.flatMap(([row, from, to]) => [[from, row] as const, [to - 1, row] as const]);
  return measure ? pixelSizeFor(measure, corners) : { rowMm: 1, columnMm: 1 };
}

/** The pixels after an operation; null when the mask is too large to work on at once. */
export function cleanedSpans(
  operation: CleanOperation,
  spans: readonly PixelSpan[],
  { islandPx, marginMm, smoothMm }: CleanSettings,
  target: ImageTarget,
): PixelSpan[] | null {
  const size = sizeOf(target, spans);
  const reachMm = operation === "grow-label" ? marginMm : operation === "smooth-label" ? smoothMm : 0;
  const margin = (pixelMm: number) => Math.ceil(reachMm / pixelMm) + 1;
  const box = boxWithin(spans, margin(size.columnMm), margin(size.rowMm));
  if (!box) return spans.length === 0 ? [] : null;
  return maskBoxSpans(apply(operation, box), target.columns, target.rows);

  function apply(what: CleanOperation, before: MaskBox): MaskBox {
    switch (what) {
      case "fill-holes":
        return fillHoles(before);
      case "remove-islands":
        return removeIslands(before, islandPx);
      case "keep-largest":
        return keepLargest(before);
      case "smooth-label":
        return smoothMask(before, smoothMm, size);
      case "grow-label":
        return growMask(before, marginMm, size);
      case "shrink-label":
        return shrinkMask(before, marginMm, size);
    }
  }
}

/** The box of spans with its margin, unless it is too large to work on at once (or empty). */
export function boxWithin(spans: readonly PixelSpan[], marginX: number, marginY: number): MaskBox | null {
  const bounds = spanBounds(spans);
  if (!bounds) return null;
  const [left, top, right, bottom] = bounds;
  const pixels = (bottom - top + 2 * marginY) * (right - left + 2 * marginX);
  return pixels > largestBox ? null : maskBox(spans, marginX, marginY);
}
