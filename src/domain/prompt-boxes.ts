import type { Annotation, BoxImage } from "./annotation.ts";
import { isOpenProposal, type Proposal } from "./proposal.ts";

/** A box that the network is to outline. */
export interface PromptBox {
  /** Of the label, or of the detector's proposal. */
  readonly id: string;
  /** A label of a person (drawn, imported, carried over from an earlier issue), not a proposal. */
  readonly isLabel: boolean;
  readonly classId: string | null;
  readonly sopUid: string;
  /** From 0. */
  readonly frameIndex: number;
  readonly boxImage: BoxImage;
  /** A label of another study of the patient, and how it came to lie here; absent: it lies on this image. */
  readonly placed?: "frame-of-reference";
}

/** Boxes that have their outline already: it is open, or was taken. */
export const outlinedBoxes = (proposals: readonly Proposal[]): ReadonlySet<string> =>
  new Set(
    proposals
      .filter(({ state, supersededBy }) => state !== "rejected" && supersededBy === null)
      .flatMap(({ source }) => source.parentIds),
  );

/**
 * The boxes of a series that an outline can be asked for: labels that are boxes, and open proposals of detectors. A box within which an outline was
 * asked for already, and is open or taken, is not asked again.
 */
export function promptBoxes(
  seriesUid: string,
  annotations: readonly Annotation[],
  proposals: readonly Proposal[],
): readonly PromptBox[] {
  const outlined = outlinedBoxes(proposals);
  const labels = annotations.flatMap(({ instanceUid, classId, target, geometry }) =>
    geometry.type === "box" && target.series === seriesUid && !outlined.has(instanceUid)
      ? [{ id: instanceUid, isLabel: true, classId, target, boxImage: geometry.boxImage }]
      : [],
  );
  const found = proposals
    .filter(isOpenProposal)
    .flatMap(({ id, classId, target, boxImage }) =>
      boxImage && target.series === seriesUid ? [{ id, isLabel: false, classId, target, boxImage }] : [],
    );
  return [...labels, ...found].map(({ target, ...box }) => ({
    ...box,
    sopUid: target.sop,
    frameIndex: target.frame - 1,
  }));
}
