import type { AssistResult } from "../../domain/calls/assist-calls.ts";
import { uuidFrom } from "../../domain/instance-uid.ts";
import { maskRleArea } from "../../domain/mask-rle.ts";
import type { Prompts, Proposal } from "../../domain/proposal.ts";
import type { ImageTarget } from "../../editor/session-types.ts";
import { randomBytes } from "../app/identity.ts";

/** Where a proposal comes from on the page. */
export interface ProposalOrigin {
  readonly target: ImageTarget;
  readonly classId: string | null;
  readonly prompts: Prompts | null;
  readonly revision: number;
}

/** Whether a mask has any pixel. */
export const hasPixels = (result: AssistResult): boolean => maskRleArea(result.mask) > 0;

/** A tool's answer as a proposal: undecided, never a label. */
export function makeProposal(result: AssistResult, origin: ProposalOrigin): Proposal {
  const { target } = origin;
  return {
    id: uuidFrom(randomBytes(16)),
    studyId: target.studyUid,
    target: {
      study: target.studyUid,
      series: target.seriesUid,
      sop: target.sopUid,
      frame: target.frameIndex + 1,
    },
    classId: origin.classId,
    mask: result.mask,
    state: "proposed",
    supersededBy: null,
    instanceUid: null,
    confidence: result.confidence,
    uncertainty: { entropyBand: result.entropyBand, midFraction: result.midFraction },
    reviewScore: (result.entropyBand + Math.min(1, result.midFraction)) / 2,
    source: {
      kind: result.fileSha256.length > 0 ? "model" : "classical",
      toolId: result.toolId,
      version: result.version,
      fileSha256: result.fileSha256,
      license: result.license,
      engine: result.engine,
      engineVersion: result.engineVersion,
      params: result.params,
      prompts: origin.prompts,
      promptRevision: origin.revision,
      parentIds: [],
    },
    runId: null,
    createdAt: new Date().toISOString(),
    decidedBy: null,
    decidedAt: null,
    decision: null,
    edit: null,
  };
}
