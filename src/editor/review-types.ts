import type { Accessor } from "solid-js";
import type { ObjectDecision, Review, ReviewPin, ReviewReason } from "../domain/review/review-record.ts";
import type { SubmitFault } from "../domain/review/submit-faults.ts";

/** A comment to be placed; the session gives it an id. */
export type PinDraft =
  | Omit<Extract<ReviewPin, { kind: "object" }>, "id">
  | Omit<Extract<ReviewPin, { kind: "point" }>, "id">;

/** Submitting a study, and saying what one thinks of what another submitted (export-and-workflow 3.3). */
export interface SessionReview {
  /** What keeps the study from being submitted, in the order to mend it. */
  readonly faults: Accessor<readonly SubmitFault[]>;
  /** Submits; returns what keeps it from that, an empty list when it was done. */
  submit(): readonly SubmitFault[];
  /** Takes a submission or a decision back to labelling. */
  reopen(): void;
  readonly mayReopen: Accessor<boolean>;
  /** Who submitted last; null: nobody known. */
  readonly submittedBy: Accessor<string | null>;
  /** The version that was submitted last. */
  readonly submittedVersion: Accessor<string | null>;
  /** Whether this person may begin to review what lies here. */
  readonly mayReview: Accessor<boolean>;
  start(): void;
  /** The round that is open here, by this person. */
  readonly current: Accessor<Review | null>;
  /** The round before it, or the last: what the labeller reads when a study came back. */
  readonly last: Accessor<Review | null>;
  decide(object: string, decision: ObjectDecision | null): void;
  addPin(pin: PinDraft): void;
  removePin(id: string): void;
  /** Accepts the task: what was not rejected is accepted. */
  acceptTask(): void;
  /** Sends the task back with a reason. */
  sendBack(reason: ReviewReason): void;
}
