import { dicomTag } from "./dicom-tags.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

/** Looks up a functional group of a frame: per-frame first, then shared, then null (PS3.3 C.7.6.16). */
export interface FunctionalGroups {
  readonly present: boolean;
  groupOf(frameIndex: number, tag: number): DicomDataset | null;
  /** Whether any frame has the group for itself. */
  varies(tag: number): boolean;
}

/** The functional groups of an enhanced multi-frame object; for others every lookup is null. */
export function functionalGroupsOf(dataset: DicomDataset): FunctionalGroups {
  const shared = itemsOf(dataset, dicomTag.sharedGroups)[0];
  const perFrame = itemsOf(dataset, dicomTag.perFrameGroups);
  const first = (level: DicomDataset | undefined, tag: number) =>
    level ? (itemsOf(level, tag)[0] ?? null) : null;
  return {
    present: shared !== undefined || perFrame.length > 0,
    groupOf: (frameIndex, tag) => first(perFrame[frameIndex], tag) ?? first(shared, tag),
    varies: (tag) => perFrame.some((frame) => frame.elements.has(tag)),
  };
}
