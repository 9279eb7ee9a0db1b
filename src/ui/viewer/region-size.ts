import { pixelSizeFor } from "../../domain/measure/pixel-size.ts";
import type { CandidateAnswer } from "../../editor/candidate-types.ts";
import type { Messages } from "../messages/messages.ts";
import type { ViewerModel } from "./viewer-model.ts";

/** How large a region is: its area on one image, its volume over several, pixels where nothing is calibrated. */
export function regionSize(viewer: ViewerModel, { frames, pixels }: CandidateAnswer, m: Messages): string {
  const shown = viewer.stage.shown();
  const size = shown ? pixelSizeFor(shown.facts, []) : null;
  if (size?.calibration !== "patient") return m.region.pixels(pixels, frames.length);
  const areaMm2 = pixels * size.rowMm * size.columnMm;
  if (frames.length === 1) return m.panel.area(areaMm2);
  const stepMm = shown?.series.parts?.[0]?.stepMm;
  return stepMm
    ? m.region.millilitres((areaMm2 * stepMm) / 1000, frames.length)
    : m.region.pixels(pixels, frames.length);
}
