import type { Accessor } from "solid-js";
import type { FollowedLabel } from "../domain/assist/followed-label.ts";
import type { Prompts, Proposal, RejectReason } from "../domain/proposal.ts";
import type { ImageTarget } from "./image-target.ts";

/** A question to the model: answer with `showPromptResult(revision, …)`; an answer to an older revision is dropped. */
export interface PromptRequest {
  readonly target: ImageTarget;
  readonly prompts: Prompts;
  readonly revision: number;
}

/** The prompts given so far and what the model made of them; in memory only, until accepted or dropped. */
export interface LivePrompt extends PromptRequest {
  readonly state: "waiting" | "shown" | "failed";
  readonly proposal: Proposal | null;
}

/** In which order proposals come to a person. */
export type ReviewOrder = "place" | "need";

/** Proposals: never labels before a person says so. */
export interface SessionProposals {
  readonly proposals: Accessor<readonly Proposal[]>;
  /** Undecided, not superseded, at or above the threshold, on the frame on the screen; best first. */
  readonly proposalsHere: Accessor<readonly Proposal[]>;
  readonly selectedProposal: Accessor<Proposal | null>;
  selectProposal(id: string | null): void;
  /** Undecided ones of the whole study, in order of series, frame, score. */
  nextProposal(): void;
  previousProposal(): void;
  acceptProposal(id?: string): void;
  rejectProposal(id?: string): void;
  /** Takes the last paint tool; the first stroke makes the proposal a label. */
  correctProposal(id?: string): void;
  /** All that wait and are at or above the threshold, of the whole study. */
  readonly shownProposals: Accessor<readonly Proposal[]>;
  /** What "accept all" would take: shown at least once and at or above the threshold; and how many stay open. */
  readonly bulkCandidates: Accessor<{ readonly shown: readonly Proposal[]; readonly notShown: number }>;
  acceptAllShown(): void;
  /** What lies on the frame on the screen is seen from now on, as labels are drawn again. */
  noteShown(): void;
  /** Order of `shownProposals`: as the images lie, or the most doubtful first. */
  readonly reviewOrder: Accessor<ReviewOrder>;
  setReviewOrder(order: ReviewOrder): void;
  readonly confidenceThreshold: Accessor<number>;
  setConfidenceThreshold(threshold: number): void;
  /** The selected label of this image as a propagation follows it; null, with a notice, when there is none. */
  labelToFollow(): FollowedLabel | null;
  /** The proposal that was rejected last and may still be given a reason; null: there is none. */
  readonly justRejected: Accessor<Proposal | null>;
  setRejectReason(id: string, reason: RejectReason | null): void;
  skipRejectReason(): void;
  /** Commits proposals of a run that the page itself started, and notes which they replace; a stroke under the pen goes on. */
  addProposals(
    proposals: readonly Proposal[],
    superseded?: readonly { readonly id: string; readonly by: string }[],
  ): void;
  /** Notes how far answers changed when the image was mirrored; no act. */
  noteFlipDoubts(doubts: ReadonlyMap<string, number>): void;
  /** Takes away what runs proposed and nobody decided, as one act; false (with a notice) where no act may begin now. */
  discardRuns(runIds: readonly string[]): boolean;
  readonly livePrompt: Accessor<LivePrompt | null>;
  /** The model's answer; null: it failed or found nothing. */
  showPromptResult(revision: number, proposal: Proposal | null): void;
  acceptLivePrompt(): void;
  dropLivePrompt(): void;
}
