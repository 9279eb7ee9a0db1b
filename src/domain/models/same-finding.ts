import { iou } from "../assist/mask-overlap.ts";
import type { Proposal } from "../proposal.ts";

const sameObject = 0.7;

/** Whether two findings say the same thing of an image: the same answer, or mostly the same pixels of one class of the model. */
export function isSameFinding(one: Proposal, other: Proposal): boolean {
  if (one.answer || other.answer)
    return one.answer?.field === other.answer?.field && one.answer?.value === other.answer?.value;
  // Classes of one model may lie in one another, as boxes do.
  return one.source.params.label === other.source.params.label && iou(one.mask, other.mask) > sameObject;
}
