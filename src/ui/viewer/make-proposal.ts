import type { AssistResult } from "../../domain/calls/assist-calls.ts";
import { uuidFrom } from "../../domain/instance-uid.ts";
import { maskRleArea } from "../../domain/mask-rle.ts";
import { newProposal } from "../../domain/new-proposal.ts";
import type { Prompts, Proposal, ProposalAnswer } from "../../domain/proposal.ts";
import type { ImageTarget } from "../../editor/image-target.ts";
import { randomBytes } from "../app/identity.ts";

/** Where a proposal comes from on the page. */
export interface ProposalOrigin {
  readonly target: ImageTarget;
  readonly classId: string | null;
  readonly prompts: Prompts | null;
  readonly revision: number;
  /** What a classifier's label means in the project. */
  readonly answer?: ProposalAnswer | null;
}

/** Whether a mask has any pixel. */
export const hasPixels = (result: AssistResult): boolean => maskRleArea(result.mask) > 0;

/** A tool's answer on the image that is looked at. */
export function makeProposal(result: AssistResult, origin: ProposalOrigin): Proposal {
  const { target, classId, prompts, revision, answer } = origin;
  return newProposal(result, {
    id: uuidFrom(randomBytes(16)),
    target: {
      study: target.studyUid,
      series: target.seriesUid,
      sop: target.sopUid,
      frame: target.frameIndex + 1,
    },
    classId,
    ...(answer ? { answer } : {}),
    prompts,
    revision,
    run: null,
    nowMs: Date.now(),
  });
}
