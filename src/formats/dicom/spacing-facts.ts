import type { ImageFacts } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, decimalsOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import type { DicomDataset } from "./read-dataset.ts";

type Spacing = Pick<ImageFacts, "spacingMm" | "spacingKind" | "aspect">;
type Pair = readonly [number, number];

/** Projection radiographs: a distance in the patient is known only after calibration (PS3.3 10.7.1.2). */
const projections = new Set(["CR", "DX", "MG", "PX", "IO", "XA", "XRF", "RF", "RG"]);

function pairOf(values: readonly number[]): Pair | undefined {
  const [rowMm = 0, columnMm = rowMm] = values;
  return rowMm > 0 && columnMm > 0 ? [rowMm, columnMm] : undefined;
}

const same = (a: Pair, b: Pair) => Math.abs(a[0] - b[0]) < 1e-6 && Math.abs(a[1] - b[1]) < 1e-6;

/** Which millimetres a pixel means, and of what: PS3.3 10.7. Row spacing first. */
export function spacingOf(dataset: DicomDataset, groups: FunctionalGroups): Spacing {
  const measures = groups.groupOf(0, dicomTag.pixelMeasuresGroup);
  const pixel = pairOf(decimalsOf(measures ?? dataset, dicomTag.pixelSpacing));
  const imager = pairOf(decimalsOf(dataset, dicomTag.imagerPixelSpacing));
  const aspect = pairOf(decimalsOf(dataset, dicomTag.pixelAspectRatio));
  const projection = projections.has(asciiOf(dataset, dicomTag.modality));
  if (pixel && imager) {
    // Equal: nobody calibrated, both are at the detector.
    return { spacingMm: pixel, spacingKind: same(pixel, imager) ? "detector" : "patient" };
  }
  if (pixel) return { spacingMm: pixel, spacingKind: projection ? "unknown" : "patient" };
  if (imager) return { spacingMm: imager, spacingKind: "detector" };
  const scanned = pairOf(decimalsOf(dataset, dicomTag.nominalScannedPixelSpacing));
  if (scanned) return { spacingMm: scanned, spacingKind: "unknown" };
  return aspect ? { spacingKind: "unknown", aspect } : { spacingKind: "unknown" };
}
