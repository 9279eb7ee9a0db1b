import type { Accessor } from "solid-js";
import type {
  Annotation,
  AnnotationTarget,
  BoxImage,
  Geometry,
  Joint,
  PointImage,
} from "../domain/annotation.ts";
import type { Classification, ClassificationTarget } from "../domain/classification.ts";
import type { EditableArea, FrameValues, ValueRange } from "../domain/editable-area.ts";
import type { FieldScope, FieldValue } from "../domain/label-field.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { BinaryMask, MaskRle, MaskTile, MaskTileKey } from "../domain/mask.ts";
import type { MeasureFacts } from "../domain/measure/measurement.ts";
import type { VoxelPlane } from "../domain/mpr/voxel-plane.ts";
import type { Prompts, Proposal, RejectReason } from "../domain/proposal.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { LogRow, LogRowDraft } from "../domain/record-diff.ts";
import type { ReviewRules } from "../domain/review/review-record.ts";
import type { TaskState } from "../domain/study.ts";
import type { StudyRecords } from "../domain/study-records.ts";
import type { CandidateRequest, SessionCandidates } from "./candidate-types.ts";
import type { CleanSettings, SessionCleanUp } from "./clean-types.ts";
import type { Notice } from "./notice.ts";
import type { SessionReview } from "./review-types.ts";
import type { ToolEvent, ToolId } from "./tool-event.ts";

/** The frame on the screen that tools draw on. `frameIndex` counts from 0 inside the instance. */
export interface ImageTarget {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly columns: number;
  readonly rows: number;
  /** The frame is too large for one piece and read by tile: what needs all of its samples cannot work on it. */
  readonly tiled?: boolean;
  /** What its millimetres mean; measurements are in pixels without it. */
  readonly measure?: MeasureFacts;
}

/** A picture through the volume of a stack that is painted on: its pixels are voxels of `slices`, in the order of the volume. */
export interface PlaneTarget extends VoxelPlane {
  /** Which of the planes it is. */
  readonly id: string;
  readonly slices: readonly ImageTarget[];
}

/** Settings of the tools, shown in the panel. */
export interface ToolOptions {
  /** Diameter of brush and eraser in image pixels, 2–200. */
  readonly brushSizePx: number;
  /** What the eraser takes from: the active instance, or every instance that is not locked. */
  readonly eraserScope: "active" | "unlocked";
  /** Brush and eraser are a sphere in millimetres, on all slices that it meets. */
  readonly sphere: boolean;
  /** Whether pen pressure scales the brush. */
  readonly pressureSize: boolean;
  /** What a drag asks the model with: the box round it, or the line itself. */
  readonly askWith: "box" | "scribble";
  /** What clicks and lines mark; Alt or the second button is the other one. */
  readonly askMarks: "inside" | "outside";
  /** Whose seeds the next stroke paints: the class that is drawn, or all that is not to be found. */
  readonly seedsOf: "label" | "background";
  /** Whether the polygon tool draws an open line. */
  readonly polygonOpen: boolean;
  /** Where paint may change pixels. */
  readonly area: EditableArea;
  /** Of the threshold brush and of the area `range`, in modality units; null: not set yet. */
  readonly range: ValueRange | null;
  /** Of wand and region, in modality units around the seed's value; null: not set yet. */
  readonly tolerance: number | null;
  readonly clean: CleanSettings;
}

/** A grip of the selected shape. `id` is stable while the shape is selected. */
export interface Handle {
  readonly id: string;
  readonly kind: "corner" | "side" | "vertex" | "rotate" | "point";
  readonly pointImage: PointImage;
}

/** What a tool shows while it works; nothing of it is stored. */
export type Preview =
  | {
      readonly kind: "shape";
      readonly geometry: Geometry;
      readonly classId: string | null;
      /** Drawn red; can be saved only after a fix. */
      readonly selfIntersects: boolean;
      /** Where a polygon closes; drawn as a ring. */
      readonly closeAtImage: PointImage | null;
      /** Of a skeleton: the position of the joint that is placed next, and whether it will be a covered one. */
      readonly joint?: { readonly next: number; readonly covered: boolean };
    }
  | { readonly kind: "marquee"; readonly boxImage: BoxImage }
  | {
      readonly kind: "brush";
      readonly centerImage: PointImage;
      readonly radiusPx: number;
      readonly erase: boolean;
      readonly classId: string | null;
      /** The plane that it is on, with its radii there, whose pixels are no squares; absent: on the images. */
      readonly onPlane?: { readonly id: string; readonly radiiPx: PointImage };
      /** Only these pixels of the circle would be painted. */
      readonly spans?: readonly PixelSpan[];
    };

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

/** Samples of an open stroke, JSON-safe; `replayDraft` draws them again. */
export interface StrokeDraft {
  readonly v: 1;
  readonly tool: ToolId;
  readonly target: ImageTarget;
  readonly classId: string | null;
  readonly selection: readonly string[];
  readonly correcting: string | null;
  /** Set where it was drawn on a plane through the volume. */
  readonly plane?: PlaneTarget;
  /** The thing in space that it goes on with; absent in drafts of older versions. */
  readonly object?: string | null;
  readonly options: ToolOptions;
  readonly events: readonly ToolEvent[];
}

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

/** One slice of a stack; `alongMm`: where it lies along the normal, null where that is not known of all. */
export interface StackSlice {
  readonly target: ImageTarget;
  readonly alongMm: number | null;
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

/** Tools and what they show. */
export interface SessionTools {
  readonly target: Accessor<ImageTarget | null>;
  /** Another frame on the screen; an open shape is committed if valid. */
  setTarget(target: ImageTarget | null): void;
  readonly tool: Accessor<ToolId>;
  setTool(tool: ToolId): void;
  /** Whether the code of the tool in hand is on its way, or could not be fetched: chosen again it is tried again. Null: it is there. */
  readonly fetching: Accessor<"coming" | "failed" | null>;
  /** For held keys (Space, Q): the tool until `releaseTool`. */
  holdTool(tool: ToolId): void;
  releaseTool(): void;
  /** The tool that was in hand before this one. */
  takeLastTool(): void;
  readonly options: Accessor<ToolOptions>;
  setOptions(change: Partial<ToolOptions>): void;
  /** Sets the range to mean ± 2 SD of the values under the selected label; a notice where there is none. */
  sampleRange(): void;
  /** That range, to look at; null, with a notice, where there is none. */
  rangeOfSelection(): ValueRange | null;
  readonly activeClassId: Accessor<string | null>;
  /** The class to draw as; also answers a stroke that waits for one. */
  chooseClass(classId: string): void;
  /** True while a finished stroke waits for its class: open the picker. */
  readonly needsClass: Accessor<boolean>;
  /** A hand was at work in the study, with whatever: keys, wheel, pointer. Counts as the time that a label or a decision took. */
  noteHand(): void;
  /** Gives an event to the active tool; false when it had no use for it. */
  dispatch(event: ToolEvent): boolean;
  /** The same on a picture through the volume, whose points the event holds; false where the tool in hand cannot draw there. */
  dispatchOn(plane: PlaneTarget, event: ToolEvent): boolean;
  /** True between the mark and the commit: scope `draw` of the keymap. */
  readonly drawing: Accessor<boolean>;
  readonly preview: Accessor<Preview | null>;
  readonly handles: Accessor<readonly Handle[]>;
  readonly notice: Accessor<Notice | null>;
  /** Resolves when every tool can act at once and stored drafts can be drawn; rejects where the code for that cannot be fetched. */
  whenReady(): Promise<void>;
  /** Writes the open stroke at once (page hidden). */
  saveDraftNow(): void;
  /** The frame whose values a stored draft needs (`valuesOf`) to be drawn again; null: none. After `whenReady`. */
  valuesForDraft(draft: unknown): ImageTarget | null;
  /** Draws a stored draft as a stroke; false where it cannot be read, a hand draws, or nothing came of it. After `whenReady`. */
  replayDraft(draft: unknown): boolean;
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

/** Proposals: never labels before a person says so. */
/** In which order proposals come to a person. */
export type ReviewOrder = "place" | "need";

/** The slice of a thing that is to be followed, and where the thing is labelled already. */
export interface FollowedLabel {
  readonly instanceUid: string;
  readonly classId: string;
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly mask: MaskRle;
  readonly isLabelled: (sopUid: string, frameIndex: number) => boolean;
}

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
