import type { ImageFacts, SpacingRegion } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, decimalsOf, numberOf, numbersOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

type Spacing = Pick<ImageFacts, "spacingMm" | "spacingKind" | "aspect">;
type Pair = readonly [number, number];

/** Projection radiographs: a distance in the patient is known only after calibration (PS3.3 10.7.1.2). */
const projections = new Set(["CR", "DX", "MG", "PX", "IO", "XA", "XRF", "RF", "RG"]);

function pairOf(values: readonly number[]): Pair | undefined {
  const [rowMm = 0, columnMm = rowMm] = values;
  return rowMm > 0 && columnMm > 0 ? [rowMm, columnMm] : undefined;
}

const same = (a: Pair, b: Pair) => Math.abs(a[0] - b[0]) < 1e-6 && Math.abs(a[1] - b[1]) < 1e-6;

const centimetres = 3;

/** The two-dimensional regions of an ultrasound picture that are calibrated in space (PS3.3 C.8.5.5), in the order of the file. */
export function spacingRegions(dataset: DicomDataset): SpacingRegion[] {
  return itemsOf(dataset, dicomTag.regions).flatMap((region): SpacingRegion[] => {
    const inSpace =
      numberOf(region, dicomTag.regionFormat) === 1 &&
      numberOf(region, dicomTag.regionUnitsX) === centimetres &&
      numberOf(region, dicomTag.regionUnitsY) === centimetres;
    const [x = 0] = numbersOf(region, dicomTag.regionDeltaX, "FD");
    const [y = 0] = numbersOf(region, dicomTag.regionDeltaY, "FD");
    if (!inSpace || x === 0 || y === 0) return [];
    const at = (tag: number) => numberOf(region, tag) ?? 0;
    const box = [
      at(dicomTag.regionMinX) - 0.5,
      at(dicomTag.regionMinY) - 0.5,
      at(dicomTag.regionMaxX) + 0.5,
      at(dicomTag.regionMaxY) + 0.5,
    ] as const;
    return [{ box, rowMm: Math.abs(y) * 10, columnMm: Math.abs(x) * 10 }];
  });
}

/** Millimetres of a pixel where all these regions agree on them. */
function regionSpacing(dataset: DicomDataset): Pair | undefined {
  const scales = spacingRegions(dataset).map(({ rowMm, columnMm }): Pair => [rowMm, columnMm]);
  const [first] = scales;
  return first && scales.every((scale) => same(scale, first)) ? first : undefined;
}

/** Which millimetres a pixel of a frame means, and of what: PS3.3 10.7. Row spacing first. */
export function spacingOf(dataset: DicomDataset, groups: FunctionalGroups, frameIndex: number): Spacing {
  const measures = groups.groupOf(frameIndex, dicomTag.pixelMeasuresGroup);
  const pixel = pairOf(decimalsOf(measures ?? dataset, dicomTag.pixelSpacing));
  const imager = pairOf(decimalsOf(dataset, dicomTag.imagerPixelSpacing));
  const aspect = pairOf(decimalsOf(dataset, dicomTag.pixelAspectRatio));
  const [magnification = 0] = decimalsOf(dataset, dicomTag.estimatedMagnification);
  const projection = projections.has(asciiOf(dataset, dicomTag.modality));
  if (pixel && imager && !same(pixel, imager)) return { spacingMm: pixel, spacingKind: "patient" };
  if (imager && magnification > 0) {
    // At the detector the patient is larger than life by this factor (PS3.3 10.7.1.2).
    const [row, column] = imager;
    return { spacingMm: [row / magnification, column / magnification], spacingKind: "patient" };
  }
  // Equal: nobody calibrated, both are at the detector.
  if (imager) return { spacingMm: imager, spacingKind: "detector" };
  if (pixel) return { spacingMm: pixel, spacingKind: projection ? "unknown" : "patient" };
  const region = regionSpacing(dataset);
  if (region) return { spacingMm: region, spacingKind: "patient" };
  const scanned = pairOf(decimalsOf(dataset, dicomTag.nominalScannedPixelSpacing));
  if (scanned) return { spacingMm: scanned, spacingKind: "unknown" };
  return aspect ? { spacingKind: "unknown", aspect } : { spacingKind: "unknown" };
}
