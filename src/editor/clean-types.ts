/** How far the clean-up operations go; `mm` is pixels where nothing is calibrated. */
export interface CleanSettings {
  /** Parts of fewer pixels are islands. */
  readonly islandPx: number;
  readonly marginMm: number;
  readonly smoothMm: number;
  /** On every slice of the thing, not only on the one shown. */
  readonly allSlices: boolean;
}

/** What is done to the pixels of one mask. */
export type CleanOperation =
  | "fill-holes"
  | "remove-islands"
  | "keep-largest"
  | "smooth-label"
  | "grow-label"
  | "shrink-label";

/** How another label changes this one. */
export type CombineOperation = "unite-labels" | "subtract-labels" | "intersect-labels";

/** Commands that give a label other pixels or another shape: each is one act, one undo step, and says in a notice why it did nothing. */
export interface CleanCommands {
  /** Changes the selected mask. */
  clean(operation: CleanOperation): void;
  /** Changes the selected mask by another label of the same frame; the other stays, as far as the class of the first lets it. */
  combine(operation: CombineOperation, otherUid: string): void;
  /** The selected shape becomes the mask of its pixels; its instance stays. */
  shapeToMask(): void;
  /** The selected mask of one part becomes a polygon, holes and all; its instance stays. */
  maskToShape(): void;
  /** The selected outline that crosses itself becomes what it goes round. */
  fix(): void;
  /** Every part of the selected mask becomes an instance of its own. */
  split(): void;
  /** The selected labels become one: the oldest instance stays. */
  merge(): void;
}

/** Commands that make one label out of another. */
export interface SessionCleanUp extends CleanCommands {
  /** Whether the selected label is an outline that crosses itself. */
  mayFix(): boolean;
  /** The selected labels again on the neighbour frame; `copied` where anything was. */
  copyToNeighbour(by: 1 | -1, copied?: () => void): void;
  /** Keeps the selected labels of the image for `pasteCopied`. */
  copySelection(): void;
  /** Whether something was copied. */
  copied(): boolean;
  /** What was copied again on the image on the screen, beside its original where that is the same. */
  pasteCopied(): void;
}
