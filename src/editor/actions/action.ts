import type { ValueRange } from "../../domain/editable-area.ts";
import type { GridLayout } from "../../domain/hanging/grid-layout.ts";
import type { EditorSession } from "../session-types.ts";

/** Where a key means an action; the innermost scope that is active wins (viewer-and-tools 3.7). */
export type ActionScope =
  | "dialog"
  | "draw"
  | "proposal"
  | "review"
  | "selection"
  | "viewer"
  | "worklist"
  | "app";

/** View state, which is no command: implemented by ui/viewer. */
export interface ViewCommands {
  /** Preset 1–9 of the modality. */
  applyPreset(number: number): void;
  windowFullRange(): void;
  /** Values from `low` to `high`, in modality units, from black to white. */
  windowRange(range: ValueRange): void;
  /** The window on the screen becomes preset 9 of its modality. */
  keepPreset(): void;
  windowDefault(): void;
  scrollBy(slices: number): void;
  scrollTo(end: "first" | "last"): void;
  /** Brings a frame on the screen. */
  showFrame(seriesUid: string, sopUid: string, frameIndex: number): void;
  zoomBy(factor: number): void;
  fit(): void;
  resetView(): void;
  invert(): void;
  /** Between the pixels: averages, or each pixel as a square. */
  toggleSmooth(): void;
  rotate(quarterTurns: 1 | -1): void;
  flip(axis: "horizontal" | "vertical"): void;
  toggleOverlay(): void;
  nextSeries(): void;
  previousSeries(): void;
  /** Plays or pauses the stack on the screen. */
  toggleCine(): void;
  /** Axial, coronal and sagittal at once, or the images alone. */
  toggleMpr(): void;
  setLayout(layout: GridLayout): void;
  /** The next or previous layout of the list, round its ends. */
  stepLayout(by: 1 | -1): void;
  /** The next or previous viewport is worked on. */
  stepViewport(by: 1 | -1): void;
  /** One viewport alone, or all again. */
  toggleMaximized(): void;
  /** Viewports scroll, zoom and window together, or each for itself. */
  toggleLink(): void;
  /** An earlier study of the same patient beside this one, or away again. */
  hangPrior(): void;
}

/** What leaves the viewport: implemented by ui. */
export interface AppCommands {
  openKeySheet(): void;
  openPalette(): void;
  /** Asks before `acceptAllShown`, with the counts. */
  confirmAcceptAll(): void;
  /** Proposals for the frame on the screen. */
  runModel(): void;
  prelabelSeries(): void;
  /** Every series of the study. */
  prelabelStudy(): void;
  /** The key images of the series on the screen. */
  prelabelKeyImages(): void;
  /** Outlines for the boxes of the series on the screen. */
  outlineBoxes(): void;
  outlinePriorBoxes(): void;
  /** Proposals for the slices beside the selected label. */
  followLabel(): void;
  /** The question that takes the note of the selected point gets the focus. */
  writeNote(): void;
  /** Shows the operations on the selected label, or puts them away. */
  toggleCleanUp(): void;
  submitTask(): void;
  /** Accepts the task that is reviewed; the next to review opens. */
  acceptTask(): void;
  /** Asks for a reason: to send one thing back (its `objectUid`), or the whole task (null). */
  askReason(object: string | null): void;
  /** Asks for a comment at the selected label, or at the middle of the view. */
  askPin(): void;
  /** The next or previous of what changed comes on the screen. */
  stepChange(by: 1 | -1): void;
  nextTask(): void;
  previousTask(): void;
  exportDataset(): void;
  importFiles(): void;
}

/** What an action may touch; null where the screen has none. */
export interface ActionContext {
  readonly session: EditorSession | null;
  readonly view: ViewCommands | null;
  readonly app: AppCommands;
}

/** One thing a person can do; toolbar, menu, palette, key sheet and keyboard all read it. */
export interface Action<Id extends string = string> {
  readonly id: Id;
  /** Key of its name in ui/messages: `action.<id>`. */
  readonly labelKey: `action.${string}`;
  /** Name of a Tabler icon, without the prefix: `arrow-back-up`. */
  readonly icon: string;
  readonly group: "tools" | "view" | "labels" | "proposals" | "history" | "task" | "app";
  readonly scope: ActionScope;
  readonly undoable: boolean;
  /** Whether a held key repeats it. */
  readonly repeats?: boolean;
  enabled(context: ActionContext): boolean;
  run(context: ActionContext): void;
  /** For keys that act while they are held: on key up, after how long. */
  release?(context: ActionContext, heldMs: number): void;
}
