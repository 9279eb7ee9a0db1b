import type { AnnotationTarget } from "./annotation.ts";
import { reviewScoreOf } from "./assist/flip-doubt.ts";
import type { AssistResult } from "./calls/assist-calls.ts";
import type { Prompts, Proposal, ProposalAnswer } from "./proposal.ts";

/** What a tool's answer does not say of itself: where, when and why it was asked. */
export interface ProposalContext {
  readonly id: string;
  readonly target: AnnotationTarget;
  readonly classId: string | null;
  readonly prompts: Prompts | null;
  readonly revision: number;
  /** The pre-label run that asked, with its key; null for a person's own question. */
  readonly run: { readonly id: string; readonly key: string } | null;
  readonly nowMs: number;
  /** What a classifier's label means in the project. */
  readonly answer?: ProposalAnswer;
}

/** A tool's answer as a proposal: undecided, never a label. */
export function newProposal(result: AssistResult, context: ProposalContext): Proposal {
  const { target, run } = context;
  return {
    id: context.id,
    studyId: target.study,
    target,
    classId: context.classId,
    mask: result.mask,
    ...(result.boxImage ? { boxImage: result.boxImage } : {}),
    ...(context.answer ? { answer: context.answer } : {}),
    state: "proposed",
    supersededBy: null,
    instanceUid: null,
    confidence: result.confidence,
    uncertainty: { entropyBand: result.entropyBand, midFraction: result.midFraction },
    reviewScore: reviewScoreOf(result),
    source: {
      kind: result.fileSha256.length > 0 ? "model" : "classical",
      toolId: result.toolId,
      version: result.version,
      fileSha256: result.fileSha256,
      ...(result.manifestSha256 ? { manifestSha256: result.manifestSha256 } : {}),
      license: result.license,
      engine: result.engine,
      engineVersion: result.engineVersion,
      params: run ? { ...result.params, runKey: run.key } : result.params,
      prompts: context.prompts,
      promptRevision: context.revision,
      parentIds: [],
    },
    runId: run?.id ?? null,
    createdAt: new Date(context.nowMs).toISOString(),
    decidedBy: null,
    decidedAt: null,
    decision: null,
    edit: null,
  };
}
