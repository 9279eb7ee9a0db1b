import type { ImageFacts, VoiFunction, VoiWindow } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, asciiValuesOf, decimalsOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import { lookupTableOf } from "./lookup-tables.ts";
import type { DicomDataset } from "./read-dataset.ts";

type Voi = Pick<ImageFacts, "windows" | "voiFunction" | "voiLut">;

function functionOf(text: string): VoiFunction {
  return text === "LINEAR_EXACT" || text === "SIGMOID" ? text : "LINEAR";
}

/** Windows, their function and the VOI LUT (PS3.3 C.11.2), from the first frame's functional group where there is one. */
export function voiOf(dataset: DicomDataset, groups: FunctionalGroups, signedInput: boolean): Voi {
  const level = groups.groupOf(0, dicomTag.frameVoiGroup) ?? dataset;
  const centers = decimalsOf(level, dicomTag.windowCenter);
  const widths = decimalsOf(level, dicomTag.windowWidth);
  const names = asciiValuesOf(level, dicomTag.windowExplanation);
  const windows = centers.flatMap((center, index): VoiWindow[] => {
    const width = widths[index];
    const explanation = names[index];
    if (width === undefined || width <= 0) return [];
    return [explanation ? { center, width, explanation } : { center, width }];
  });
  const voiLut = lookupTableOf(level, dicomTag.voiLuts, signedInput);
  return {
    windows,
    voiFunction: functionOf(asciiOf(level, dicomTag.voiFunction)),
    ...(voiLut ? { voiLut } : {}),
  };
}
