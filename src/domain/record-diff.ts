import type { Annotation } from "./annotation.ts";
import type { Classification } from "./classification.ts";
import type { LabelSchema } from "./label-schema.ts";
import type { MaskDiff } from "./mask.ts";
import type { Proposal } from "./proposal.ts";
import type { Review } from "./review/review-record.ts";
import type { TaskState } from "./study.ts";

/** Everything that an act can change, as one tagged union; `id` is unique over all kinds. */
export type EditRecord =
  | { readonly kind: "annotation"; readonly id: string; readonly value: Annotation }
  | { readonly kind: "proposal"; readonly id: string; readonly value: Proposal }
  | { readonly kind: "schema"; readonly id: string; readonly value: LabelSchema }
  | { readonly kind: "classification"; readonly id: string; readonly value: Classification }
  | { readonly kind: "review"; readonly id: string; readonly value: Review }
  | { readonly kind: "task"; readonly id: string; readonly value: TaskState };

/** The one currency of undo, autosave, audit and sync. */
export interface RecordDiff {
  readonly added: Readonly<Record<string, EditRecord>>;
  readonly updated: Readonly<Record<string, readonly [from: EditRecord, to: EditRecord]>>;
  readonly removed: Readonly<Record<string, EditRecord>>;
  readonly masks: readonly MaskDiff[];
}

/** One row of the append-only command log of a study (viewer-and-tools 3.8). */
export interface LogRow {
  readonly id: string;
  readonly studyUid: string;
  /** From 1, without gaps, per study. */
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  /** Reader code of who did it on another device, where `actor` is who took it over; absent: the actor did it. */
  readonly by?: string;
  readonly source: "user" | "model" | "import" | "remote" | "system";
  readonly actionId: string;
  readonly undoable: boolean;
  readonly diff: RecordDiff;
  /** The row that this one takes back, or brings back. */
  readonly undoes?: string;
  readonly redoes?: string;
}

/** A log row before its commit: storage adds the study and the sequence number. `id` is a UUIDv7. */
export type LogRowDraft = Omit<LogRow, "studyUid" | "seq">;
