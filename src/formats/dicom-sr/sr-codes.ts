import type { Code } from "../../domain/label-schema.ts";
import { privateScheme } from "../dicom/write/code-item.ts";

const sct = (value: string, meaning: string): Code => ({ scheme: "SCT", value, meaning });
const ucum = (value: string, meaning: string): Code => ({ scheme: "UCUM", value, meaning });
const own = (value: string, meaning: string): Code => ({ scheme: privateScheme, value, meaning });

/** Concepts of measurements, modifiers and methods (PS3.16 CID 7469, 7470, 210; as listed in pydicom 3.0.2). */
export const srCodes = {
  length: sct("410668003", "Length"),
  area: sct("42798000", "Area"),
  volume: sct("118565006", "Volume"),
  perimeter: sct("131191004", "Perimeter"),
  angle: sct("1483009", "Angle"),
  /** CID 7550. */
  cobb: sct("285285000", "Cobb angle"),
  longAxis: sct("103339001", "Long axis"),
  shortAxis: sct("103340004", "Short axis"),
  findingCategory: sct("276214006", "Finding category"),
  findingSite: sct("363698007", "Finding Site"),
  laterality: sct("272741003", "Laterality"),
  topographical: sct("106233006", "Topographical modifier"),
  method: sct("370129005", "Measurement Method"),
  /** The container of TID 1500 for answers without a place (PS3.16 TID 1500). */
  evaluations: { scheme: "UMLS", value: "C0034375", meaning: "Qualitative Evaluations" },
  procedure: sct("363679005", "Imaging procedure"),
  /** No code of the standard says that a region is a box: CID 219 has none (export-and-workflow 6.1). */
  shape: own("shape", "Shape"),
  box: own("box", "Box"),
  atDetector: own("at-detector", "At the detector, magnification not corrected"),
} as const;

/** Units of UCUM; a size without calibration is in pixels and says so. */
export const srUnits = {
  mm: ucum("mm", "mm"),
  mm2: ucum("mm2", "square millimeter"),
  mm3: ucum("mm3", "cubic millimeter"),
  voxels: ucum("{voxels}", "voxels"),
  degree: ucum("deg", "Degree"),
  pixels: ucum("{pixels}", "pixels"),
} as const;

const sides = new Set(["24028007", "7771000", "51440002"]);

/** Under which concept a modifier of a class stands: sides are a laterality. */
export const modifierName = ({ scheme, value }: Code): Code =>
  scheme === "SCT" && sides.has(value) ? srCodes.laterality : srCodes.topographical;
