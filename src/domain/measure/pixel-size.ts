import type { PointImage } from "../annotation.ts";
import type { ImageFacts, SpacingRegion } from "../image-facts.ts";

/** Millimetres of one pixel: between rows, and between columns. */
export interface PixelSize {
  readonly rowMm: number;
  readonly columnMm: number;
}

/** What the millimetres of a measurement mean; `none`: the result is in pixels and says so. */
export type Calibration = "region" | "patient" | "detector" | "none";

/** The pixel size that holds for some points of a frame, and where it comes from. */
export interface CalibratedSize extends PixelSize {
  readonly calibration: Calibration;
}

const uncalibrated: CalibratedSize = { rowMm: 1, columnMm: 1, calibration: "none" };

const holds = ({ box: [xMin, yMin, xMax, yMax] }: SpacingRegion, [x, y]: PointImage): boolean =>
  x >= xMin && x <= xMax && y >= yMin && y <= yMax;

/**
 * Pixel size for a measurement with these points (pointImage), in the order of viewer-and-tools 3.6: the ultrasound regions that hold them
 * (PS3.3 C.8.5.5; pixels where they differ in scale or a point lies outside all); then the spacing of the frame, "at detector" where
 * nobody calibrated it (PS3.3 10.7.1); else pixels.
 */
export function pixelSizeFor(
  facts: Pick<ImageFacts, "spacingMm" | "spacingKind" | "regions">,
  points: readonly PointImage[],
): CalibratedSize {
  const { spacingMm, spacingKind, regions } = facts;
  if (regions && regions.length > 0) {
    // The later region lies above the earlier one where they overlap.
    const [first, ...others] = points.map((point) => regions.findLast((one) => holds(one, point)));
    const agree = others.every((one) => one?.rowMm === first?.rowMm && one?.columnMm === first?.columnMm);
    if (!first || !agree) return uncalibrated;
    return { rowMm: first.rowMm, columnMm: first.columnMm, calibration: "region" };
  }
  if (!spacingMm || spacingKind === "unknown") return uncalibrated;
  const [rowMm, columnMm] = spacingMm;
  return rowMm > 0 && columnMm > 0 ? { rowMm, columnMm, calibration: spacingKind } : uncalibrated;
}

/**
 * The same for angles, which need the shape of a pixel and not its size: where nothing is calibrated, spacings whose meaning is not known
 * or the Pixel Aspect Ratio (PS3.3 C.7.6.3.1.7, vertical : horizontal) still say it.
 */
export function pixelShapeFor(
  facts: Pick<ImageFacts, "spacingMm" | "spacingKind" | "regions" | "aspect">,
  points: readonly PointImage[],
): CalibratedSize {
  const size = pixelSizeFor(facts, points);
  const [rowMm, columnMm] = facts.spacingMm ?? facts.aspect ?? [1, 1];
  const known = size.calibration === "none" && !facts.regions?.length && rowMm > 0 && columnMm > 0;
  return known ? { rowMm, columnMm, calibration: "none" } : size;
}
