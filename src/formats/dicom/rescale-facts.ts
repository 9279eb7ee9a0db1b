import type { ImageFacts } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, decimalsOf, numbersOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import { lookupTableOf } from "./lookup-tables.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

/** From stored values to the units that the picture is of. */
export type Rescale = Pick<ImageFacts, "slope" | "intercept" | "units" | "modalityLut"> & {
  /** The numbers are of a Real World Value Mapping: windows of the file are still in stored values. */
  readonly realWorld: boolean;
};

const plain = { slope: 1, intercept: 0, units: "", realWorld: false };

/** PET says its units apart from the rescale type (PS3.3 C.8.9.1), a dose in words of its own (C.8.8.3). */
function unitsOf(dataset: DicomDataset, type: string, rescaled: boolean): string {
  const pet = asciiOf(dataset, dicomTag.petUnits);
  if (type !== "" && type !== "US") return type;
  if (pet !== "" && rescaled) return pet;
  // CT: units are Hounsfield unless the type says otherwise (PS3.3 C.8.2.1.1.3).
  return rescaled && type === "" && asciiOf(dataset, dicomTag.modality) === "CT" ? "HU" : "";
}

/** A linear mapping to real-world values (PS3.3 C.7.6.16.2.11.1); null for a table, which maps a few values only. */
function realWorldOf(map: DicomDataset): Rescale | null {
  const [slope] = numbersOf(map, dicomTag.realWorldSlope, "FD");
  if (slope === undefined || slope === 0 || !Number.isFinite(slope)) return null;
  const intercept = numbersOf(map, dicomTag.realWorldIntercept, "FD")[0] ?? 0;
  const [code] = itemsOf(map, dicomTag.unitsCode);
  const units = code ? asciiOf(code, dicomTag.codeValue) : "";
  // "1" of UCUM is no unit to show, nor is a code that de-identification did not know.
  return { slope, intercept, units: units === "1" || units === "REMOVED" ? "" : units, realWorld: true };
}

/**
 * Rescale of a frame (PS3.3 C.11.1): its Pixel Value Transformation, else the top level, else a dose grid's scaling, else its
 * Real World Value Mapping when that is the only one.
 */
export function rescaleOf(
  dataset: DicomDataset,
  groups: FunctionalGroups,
  frameIndex: number,
  signedInput: boolean,
): Rescale {
  const level = groups.groupOf(frameIndex, dicomTag.valueTransformGroup) ?? dataset;
  const modalityLut = lookupTableOf(dataset, dicomTag.modalityLuts, signedInput);
  if (modalityLut) {
    const [item] = itemsOf(dataset, dicomTag.modalityLuts);
    const type = item ? asciiOf(item, dicomTag.lutType) : "";
    return { ...plain, units: type === "US" ? "" : type, modalityLut };
  }
  const [slope] = decimalsOf(level, dicomTag.rescaleSlope);
  if (slope !== undefined) {
    const [intercept = 0] = decimalsOf(level, dicomTag.rescaleIntercept);
    const units = unitsOf(dataset, asciiOf(level, dicomTag.rescaleType), true);
    return { slope: slope === 0 ? 1 : slope, intercept, units, realWorld: false };
  }
  const [intercept] = decimalsOf(level, dicomTag.rescaleIntercept);
  if (intercept !== undefined) return { ...plain, intercept };
  const [dose] = decimalsOf(dataset, dicomTag.doseScaling);
  if (dose !== undefined && dose > 0) {
    const units = asciiOf(dataset, dicomTag.doseUnits);
    return { ...plain, slope: dose, units: units === "GY" ? "Gy" : "" };
  }
  const map =
    groups.groupOf(frameIndex, dicomTag.realWorldMaps) ?? itemsOf(dataset, dicomTag.realWorldMaps)[0];
  return (map && realWorldOf(map)) ?? plain;
}
