import type { TaskState } from "../study.ts";
import type { Version } from "./version.ts";

/** What a version says of the work: the states of a task that travel (sync 3.7). */
export type VersionState = "draft" | "submitted" | "accepted" | "rejected";

/** The state that the flags of a report stand for. */
export function versionState({
  completion,
  verification,
  review,
}: Pick<Version, "completion" | "verification" | "review">): VersionState {
  if (verification === "VERIFIED") return "accepted";
  if (completion === "COMPLETE") return "submitted";
  return review?.verdict === "rejected" ? "rejected" : "draft";
}

/** The flags of a report in a state: only what was accepted is verified, and only what was handed in is complete. */
export function stateFlags(state: VersionState): Pick<Version, "completion" | "verification"> {
  return {
    completion: state === "submitted" || state === "accepted" ? "COMPLETE" : "PARTIAL",
    verification: state === "accepted" ? "VERIFIED" : "UNVERIFIED",
  };
}

/** What a task says to others. A review under way is nobody's verdict yet: it is still what was submitted. */
export const stateOfTask = (state: TaskState): VersionState =>
  state === "submitted" || state === "in-review"
    ? "submitted"
    : state === "accepted" || state === "rejected"
      ? state
      : "draft";

/** What a task becomes by a version that is followed; a draft leaves it in work. */
export const taskOfState = (state: VersionState): TaskState => (state === "draft" ? "labelling" : state);
