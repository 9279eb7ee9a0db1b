import type { MaskRle } from "../mask.ts";

/** The label that is followed: its pixels on one slice, and where its thing is labelled already. */
export interface FollowedLabel {
  readonly instanceUid: string;
  readonly classId: string;
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly mask: MaskRle;
  /** Whether the thing has a label on this slice: a person's work is not proposed again. */
  readonly isLabelled: (sopUid: string, frameIndex: number) => boolean;
}
