import type { Annotation } from "./annotation.ts";
import type { Classification } from "./classification.ts";
import type { LabelSchema } from "./label-schema.ts";
import type { MaskTileKey } from "./mask.ts";
import type { Proposal } from "./proposal.ts";
import type { LogRow } from "./record-diff.ts";
import type { Review } from "./review/review-record.ts";
import type { TaskState } from "./study.ts";

/** A mask tile as it is stored: runs of (length u16, value u16), little endian; see `mask-tile-codec.ts`. */
export interface EncodedMaskTile {
  readonly key: MaskTileKey;
  readonly bytes: ArrayBuffer;
}

/** Everything that an editor session starts from; made by storage, consumed by the editor. */
export interface StudyRecords {
  readonly studyUid: string;
  readonly annotations: readonly Annotation[];
  readonly proposals: readonly Proposal[];
  readonly schema: LabelSchema;
  readonly taskState: TaskState;
  readonly classifications?: readonly Classification[];
  readonly reviews?: readonly Review[];
  readonly tiles: readonly EncodedMaskTile[];
  /** The whole log in order of `seq`; the undo stack is derived from it. */
  readonly log: readonly LogRow[];
  /** True when the records did not agree with the log and were built anew from it. */
  readonly rebuilt: boolean;
}
