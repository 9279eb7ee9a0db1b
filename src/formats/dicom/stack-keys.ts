import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, numberOf } from "./element-values.ts";
import { functionalGroupsOf } from "./functional-groups.ts";
import type { DicomDataset } from "./read-dataset.ts";

/**
 * Echo time and temporal position of each frame, as a key: frames of different keys are different stacks (PS3.3 C.8.3.1,
 * C.7.6.16.2.2). One entry when all frames share it.
 */
export function stackKeysOf(dataset: DicomDataset, frames: number): readonly string[] {
  const groups = functionalGroupsOf(dataset);
  if (!groups.present) {
    return [`${asciiOf(dataset, dicomTag.echoTime)}/${asciiOf(dataset, dicomTag.temporalPosition)}`];
  }
  const keys = Array.from({ length: frames }, (_, frameIndex) => {
    const content = groups.groupOf(frameIndex, dicomTag.frameContentGroup);
    return content ? `${numberOf(content, dicomTag.temporalIndex, "UL") ?? ""}` : "";
  });
  return new Set(keys).size <= 1 ? keys.slice(0, 1) : keys;
}
