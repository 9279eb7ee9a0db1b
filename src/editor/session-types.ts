import type { Accessor } from "solid-js";
import type { Annotation, AnnotationTarget, Joint, PointImage } from "../domain/annotation.ts";
import type { Classification, ClassificationTarget } from "../domain/classification.ts";
import type { FrameValues } from "../domain/editable-area.ts";
import type { FieldScope, FieldValue } from "../domain/label-field.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { BinaryMask, MaskTile, MaskTileKey } from "../domain/mask.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { LogRow, LogRowDraft } from "../domain/record-diff.ts";
import type { ReviewRules } from "../domain/review/review-record.ts";
import type { TaskState } from "../domain/study.ts";
import type { StudyRecords } from "../domain/study-records.ts";
import type { CandidateRequest, SessionCandidates } from "./candidate-types.ts";
import type { SessionCleanUp } from "./clean-types.ts";
import type { ImageTarget, StackSlice } from "./image-target.ts";
import type { PromptRequest, SessionProposals } from "./proposal-types.ts";
import type { SessionReview } from "./review-types.ts";
import type { SessionTools, StrokeDraft } from "./tool-types.ts";

/** One entry of the undo list: which action, on which label class (null: none or several). */
export interface ActLabel {
  readonly rowId: string;
  readonly actionId: string;
  readonly classId: string | null;
  readonly at: string;
}

/** The last act, for the status line: "Undid: brush stroke, Mass". */
export interface LastAct extends ActLabel {
  readonly how: "did" | "undid" | "redid";
}

/** What a session needs from outside: it knows no clock, no randomness, no storage. */
export interface EditorSessionOptions {
  readonly records: StudyRecords;
  /** Pseudonymous ids. */
  readonly user: string;
  readonly device: string;
  /** Milliseconds since 1970, `Date.now`. */
  readonly nowMs: () => number;
  /** Cryptographically random bytes. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** `setTimeout` that returns its own undoing. */
  readonly schedule: (run: () => void, delayMs: number) => () => void;
  /** Position of a frame in the order of display of the study, for "next proposal"; by UID when absent. */
  readonly placeOf?: (target: AnnotationTarget) => number;
  /** One log row to disk; called one after the other, in order; a rejection stops the queue. */
  readonly persist: (draft: LogRowDraft) => Promise<void>;
  /** Samples of an open stroke, every 300 ms; null when the stroke was dropped. A commit deletes the stored draft itself. */
  readonly saveDraft: (draft: StrokeDraft | null) => void;
  readonly requestProposal: (request: PromptRequest) => void;
  /** Values of a frame that is at hand in one piece; null else. What paints by value cannot work without. */
  readonly valuesOf?: (target: ImageTarget) => FrameValues | null;
  /** The slices of the stack that a frame is of, in the order of display; a frame alone when absent. */
  readonly stackOf?: (target: ImageTarget) => readonly StackSlice[];
  /** Whether labels and proposals are drawn now; always where absent. What is hidden was not shown, and is not accepted with all shown. */
  readonly labelsShown?: () => boolean;
  /** Whether labels may be drawn and changed now; always where absent. */
  readonly mayEdit?: () => boolean;
  /** Series that are asked the questions about series; none when absent. */
  readonly seriesUids?: readonly string[];
  /** Whether two newest versions of this reader wait to be put together: nothing is handed in before. */
  readonly isForked?: boolean;
  /** How the project reviews; as a new project when absent. */
  readonly reviewRules?: ReviewRules;
  /** A region to be computed outside; answered with `showCandidate`. */
  readonly requestCandidate?: (request: CandidateRequest) => void;
}

/** Records and masks of the open study, and what may be done with them. */
export interface SessionRecords {
  /** In order of making. A `classId` of "" is a finished stroke that waits for its class (`needsClass`). */
  readonly annotations: Accessor<readonly Annotation[]>;
  /** Those of the frame on the screen. */
  readonly annotationsHere: Accessor<readonly Annotation[]>;
  readonly schema: Accessor<LabelSchema>;
  readonly taskState: Accessor<TaskState>;
  readonly classifications: Accessor<readonly Classification[]>;
  /** Frames that are marked as key images, in the order of display. */
  readonly keyImages: Accessor<readonly AnnotationTarget[]>;
  /** Marks the frame on the screen as a key image, or takes the mark away. */
  toggleKeyImage(): void;
  /** The key image after the frame on the screen, round the end of the study; null: there is none. */
  keyImageAfter(): AnnotationTarget | null;
  readonly selection: Accessor<readonly string[]>;
  select(instanceUids: readonly string[]): void;
  relabel(instanceUids: readonly string[], classId: string): void;
  setLocked(instanceUids: readonly string[], locked: boolean): void;
  setHidden(instanceUids: readonly string[], hidden: boolean): void;
  /** Shows the things of these labels alone: all others are hidden; again, and all are shown. */
  solo(instanceUids: readonly string[]): void;
  /** Deletes labels with their pixels; locked ones stay, with a notice. */
  remove(instanceUids: readonly string[]): void;
  /** The same with all slices of the things that they are of. */
  removeThings(instanceUids: readonly string[]): void;
  /** Makes masks slices of another thing (an `objectUid`), or each a thing of its own (null). */
  setThing(instanceUids: readonly string[], thing: string | null): void;
  /** What one point of a skeleton is; one that was absent comes into the middle of the others, to be dragged. */
  setJoint(instanceUid: string, jointId: string, state: Joint["state"]): void;
  /** Moves the selected labels by whole image pixels. */
  nudge(deltaX: number, deltaY: number): void;
  /** The next stroke begins a new label. */
  newInstance(): void;
  saveSchema(schema: LabelSchema): void;
  /** Answers a question about all slices of the things; undefined takes the answer away. */
  setAttribute(instanceUids: readonly string[], field: string, value: FieldValue | undefined): void;
  /** Answers a question about a study or a part of it; undefined takes the answer away. */
  classify(
    scope: FieldScope,
    target: ClassificationTarget,
    field: string,
    value: FieldValue | undefined,
  ): void;
  /** Rows that another writer (pre-labelling, sync, another tab) has committed. */
  receive(rows: readonly LogRow[]): void;
}

/** Mask tiles for the viewer. */
export interface SessionMasks {
  /** The tile now, or null when it is empty. Changed in place: upload it, do not keep it. */
  tile(key: MaskTileKey): MaskTile | null;
  /** Keys of all non-empty tiles of a frame, every layer. */
  tileKeys(seriesUid: string, sopUid: string, frameIndex: number): readonly MaskTileKey[];
  /** Called with the keys of changed tiles, synchronously; returns its own undoing. */
  onMaskTiles(listener: (keys: readonly MaskTileKey[]) => void): () => void;
  /** The pixels of a label, whatever its geometry; null for points and lines. */
  maskOf(instanceUid: string, columns: number, rows: number): BinaryMask | null;
  /** The same as runs of pixels. */
  spansOf(instanceUid: string, columns: number, rows: number): readonly PixelSpan[] | null;
  /** Which label a pixel value of a series stands for (for the palette). */
  readonly segments: Accessor<ReadonlyMap<string, ReadonlyMap<number, Annotation>>>;
  /** Topmost label of any frame at a point of it. */
  labelAt(target: ImageTarget, pointImage: PointImage): Annotation | null;
  /** Topmost label under a point of the frame on the screen. */
  hit(pointImage: PointImage, scale: number, touch: boolean): Annotation | null;
}

/** Undo, redo and what is on disk. */
export interface SessionHistory {
  undo(): void;
  redo(): void;
  /** Newest first. */
  readonly undoLabels: Accessor<readonly ActLabel[]>;
  readonly redoLabels: Accessor<readonly ActLabel[]>;
  readonly lastAct: Accessor<LastAct | null>;
  readonly saveState: Accessor<"saved" | "saving" | "not-saved">;
  /** Rows not yet on disk, oldest first (for "Save a copy"). */
  readonly unsaved: Accessor<readonly LogRowDraft[]>;
  /** The error of the last write while `saveState` is `not-saved`. */
  readonly saveError: Accessor<unknown>;
  retrySave(): void;
  /** Resolves when nothing waits to be written, rejects with the error that stopped it. */
  flush(): Promise<void>;
}

/** One labelling session of one study, without a screen. */
export interface EditorSession {
  readonly studyUid: string;
  readonly records: SessionRecords;
  readonly masks: SessionMasks;
  readonly tools: SessionTools;
  readonly history: SessionHistory;
  readonly proposals: SessionProposals;
  readonly candidates: SessionCandidates;
  readonly cleanUp: SessionCleanUp;
  readonly review: SessionReview;
  dispose(): void;
}
