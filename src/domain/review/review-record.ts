import type { PointImage } from "../annotation.ts";

/** Why something was sent back: an entry of the project's list, and words. Never patient data. */
export interface ReviewReason {
  readonly code: string;
  readonly text: string;
}

/** What was decided of one thing in space. */
export interface ObjectDecision {
  readonly verdict: "accepted" | "rejected";
  readonly reason: ReviewReason | null;
}

/** A comment at a thing, or at a point of a frame. */
export type ReviewPin = {
  readonly id: string;
  readonly comment: string;
  readonly series: string;
  readonly sop: string;
  /** From 1. */
  readonly frame: number;
} & (
  | { readonly kind: "object"; readonly object: string }
  | { readonly kind: "point"; readonly pointImage: PointImage }
);

/** One round of review of a submitted version (export-and-workflow 3.3); a record of its own, kept for ever. */
export interface Review {
  readonly v: 1;
  readonly id: string;
  readonly study: string;
  /** The submitted version that was looked at. */
  readonly version: string;
  readonly reviewer: string;
  readonly device: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly decidedAt: string | null;
  readonly verdict: "open" | "accepted" | "rejected";
  readonly reason: ReviewReason | null;
  /** By `objectUid`. */
  readonly decisions: Readonly<Record<string, ObjectDecision>>;
  readonly pins: readonly ReviewPin[];
}

/** How a project reviews. */
export interface ReviewRules {
  /** Reasons to choose from when something is sent back. */
  readonly reasons: readonly string[];
  /** Whether somebody may accept their own work. */
  readonly reviewerMayEditOwn: boolean;
  /** How many read each study, blind for one another; 1: no blind reading. */
  readonly readers: number;
}

/** How a new project reviews. */
export const defaultReviewRules: ReviewRules = {
  reasons: ["Outline too large", "Outline too small", "Wrong class", "Missed finding", "Not a finding"],
  reviewerMayEditOwn: false,
  readers: 1,
};

/** Rules as they were stored; what is missing or makes no sense is as in a new project. */
export function readReviewRules(stored: unknown): ReviewRules {
  const value = (stored ?? {}) as Partial<Record<keyof ReviewRules, unknown>>;
  const reasons = Array.isArray(value.reasons)
    ? value.reasons.filter((one) => typeof one === "string" && one.trim() !== "")
    : defaultReviewRules.reasons;
  const readers = Number(value.readers);
  return {
    reasons: reasons as readonly string[],
    reviewerMayEditOwn: value.reviewerMayEditOwn === true,
    readers: Number.isInteger(readers) && readers >= 1 && readers <= 9 ? readers : 1,
  };
}

/** A round that begins: nothing decided, nothing said. `startedAt`: ISO 8601 UTC. */
export const openReview = (
  begun: Pick<Review, "id" | "study" | "version" | "reviewer" | "device" | "startedAt">,
): Review => ({
  v: 1,
  ...begun,
  decidedAt: null,
  verdict: "open",
  reason: null,
  decisions: {},
  pins: [],
});
