import type { LabelClass } from "../label-schema.ts";
import type { Review } from "../review/review-record.ts";

/** A place in the history of a study: what the graph needs to know of a version (sync 3.6). */
export interface VersionNode {
  readonly uid: string;
  /** Pseudonym of the reader. */
  readonly author: string;
  /** UIDs that PredecessorDocumentsSequence names (PS3.3 C.17.2.2). */
  readonly predecessors: readonly string[];
}

/** What a version holds: the canonical text of each label by its Tracking UID, and of each answer by its place (`answerKey`). */
export type VersionObjects = Readonly<Record<string, string>>;

/** A saved state of the labels of a study by one reader. It never changes: a change is a new version. */
export interface Version extends VersionNode {
  readonly study: string;
  /** Series that its report lies in. */
  readonly series: string;
  readonly device: string;
  readonly completion: "PARTIAL" | "COMPLETE";
  readonly verification: "UNVERIFIED" | "VERIFIED";
  /** ISO 8601 UTC, for people only: clocks decide nothing (sync 3.4). */
  readonly madeAt: string;
  readonly objects: VersionObjects;
  /** The classes that its labels are of, so that a device without them can show them. */
  readonly classes: readonly LabelClass[];
  /** The verdict on the version that this one goes on from; absent or null: none. */
  readonly review?: Review | null;
}
