import type { TaskState } from "../study.ts";

/** Where a task may go from where it is (export-and-workflow 3.3); taking a submission back leads to labelling. */
const ways: Readonly<Record<TaskState, readonly TaskState[]>> = {
  todo: ["labelling", "submitted"],
  labelling: ["submitted"],
  submitted: ["in-review", "labelling"],
  "in-review": ["accepted", "rejected"],
  accepted: ["labelling"],
  rejected: ["labelling", "submitted"],
};

/** Whether a task may go from one state to another. */
export const mayMove = (from: TaskState, to: TaskState): boolean => ways[from].includes(to);

/** Whether labels may be drawn and changed in a state: what was submitted stands still until it is reviewed or taken back. */
export const isOpenForLabels = (state: TaskState): boolean =>
  state === "todo" || state === "labelling" || state === "rejected";

/** Whether a person may review what another submitted. `submittedBy` null: by nobody known. */
export const mayReview = (user: string, submittedBy: string | null, mayReviewOwn: boolean): boolean =>
  mayReviewOwn || submittedBy !== user;
