import type { FrameVariant, FrameVariants } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import type { DicomDataset } from "./read-dataset.ts";
import { rescaleOf } from "./rescale-facts.ts";
import { spacingOf } from "./spacing-facts.ts";
import { voiOf } from "./voi-facts.ts";

/** Rescale, windows and spacing of one frame. */
export function variantOf(
  dataset: DicomDataset,
  groups: FunctionalGroups,
  frameIndex: number,
  signedInput: boolean,
): FrameVariant {
  const rescale = rescaleOf(dataset, groups, frameIndex, signedInput);
  const { realWorld: _, ...units } = rescale;
  return {
    ...units,
    ...voiOf(dataset, groups, frameIndex, rescale, signedInput),
    ...spacingOf(dataset, groups, frameIndex),
  };
}

const varying = [
  dicomTag.valueTransformGroup,
  dicomTag.frameVoiGroup,
  dicomTag.pixelMeasuresGroup,
  dicomTag.realWorldMaps,
];

/** The distinct variants of all frames and which one each has; undefined when all frames are alike. */
export function variantsOf(
  dataset: DicomDataset,
  groups: FunctionalGroups,
  frames: number,
  signedInput: boolean,
): FrameVariants | undefined {
  if (frames < 2 || !varying.some((tag) => groups.varies(tag))) return undefined;
  const places = new Map<string, number>();
  const variants: FrameVariant[] = [];
  const ofFrame: number[] = [];
  for (let frameIndex = 0; frameIndex < frames; frameIndex++) {
    const variant = variantOf(dataset, groups, frameIndex, signedInput);
    const key = JSON.stringify(variant);
    const known = places.get(key);
    if (known === undefined) {
      places.set(key, variants.length);
      variants.push(variant);
    }
    ofFrame.push(known ?? variants.length - 1);
  }
  return variants.length > 1 ? { variants, ofFrame } : undefined;
}
