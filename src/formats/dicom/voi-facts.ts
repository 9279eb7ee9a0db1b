import type { ImageFacts, VoiFunction, VoiWindow } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, asciiValuesOf, decimalsOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import { lookupTableOf } from "./lookup-tables.ts";
import type { DicomDataset } from "./read-dataset.ts";
import type { Rescale } from "./rescale-facts.ts";

type Voi = Pick<ImageFacts, "windows" | "voiFunction" | "voiLut">;

function functionOf(text: string): VoiFunction {
  return text === "LINEAR_EXACT" || text === "SIGMOID" ? text : "LINEAR";
}

/** Windows of stored values in the units of a real-world mapping, which shows the same picture. */
function inRealUnits(voi: Voi, { slope, intercept }: Rescale): Voi {
  const half = voi.voiFunction === "LINEAR" ? 0.5 : 0;
  const windows = voi.windows.map(({ center, width, ...rest }) => ({
    center: (center - half) * slope + intercept,
    width: Math.max(width - half * 2, 1e-9) * Math.abs(slope),
    ...rest,
  }));
  return { windows, voiFunction: voi.voiFunction === "SIGMOID" ? "SIGMOID" : "LINEAR_EXACT" };
}

/**
 * Windows, their function and the VOI LUT of a frame (PS3.3 C.11.2): its functional group's, else the top level's. Their input are
 * values after `rescale`, so a table's first input is signed where those can be.
 */
export function voiOf(
  dataset: DicomDataset,
  groups: FunctionalGroups,
  frameIndex: number,
  rescale: Rescale,
  signedInput: boolean,
): Voi {
  const level = groups.groupOf(frameIndex, dicomTag.frameVoiGroup) ?? dataset;
  const centers = decimalsOf(level, dicomTag.windowCenter);
  const widths = decimalsOf(level, dicomTag.windowWidth);
  const names = asciiValuesOf(level, dicomTag.windowExplanation);
  const windows = centers.flatMap((center, index): VoiWindow[] => {
    const width = widths[index];
    const explanation = names[index];
    if (width === undefined || width <= 0) return [];
    return [explanation ? { center, width, explanation } : { center, width }];
  });
  const signed = rescale.modalityLut ? false : signedInput || rescale.intercept < 0 || rescale.slope < 0;
  const voiLut = rescale.realWorld ? undefined : lookupTableOf(level, dicomTag.voiLuts, signed);
  const voi: Voi = {
    windows,
    voiFunction: functionOf(asciiOf(level, dicomTag.voiFunction)),
    ...(voiLut ? { voiLut } : {}),
  };
  return rescale.realWorld ? inRealUnits(voi, rescale) : voi;
}
