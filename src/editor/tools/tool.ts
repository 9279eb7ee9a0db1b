import type { PointImage } from "../../domain/annotation.ts";
import type { Candidates } from "../candidates.ts";
import type { EditorCore } from "../core.ts";
import type { ImageTarget, PlaneTarget } from "../image-target.ts";
import type { PromptRequest } from "../proposal-types.ts";
import type { Modifiers, ToolEvent, ToolKey } from "../tool-event.ts";
import type { Preview, ToolOptions } from "../tool-types.ts";

export type DownEvent = Extract<ToolEvent, { type: "down" }>;
export type MoveEvent = Extract<ToolEvent, { type: "move" }>;
export type UpEvent = Extract<ToolEvent, { type: "up" }>;
export type HoverEvent = Extract<ToolEvent, { type: "hover" }>;

/** `pointing`: down, but not yet far enough to be a drag. */
export type ToolState = "idle" | "pointing" | "drawing";

/** A small state machine: no DOM, no clock; everything it needs comes with the event or the context. */
export interface Tool {
  state(): ToolState;
  down(event: DownEvent): void;
  move(event: MoveEvent): void;
  up(event: UpEvent): void;
  hover?(event: HoverEvent): void;
  /** False when the key means nothing to the tool now. */
  key(key: ToolKey, modifiers: Modifiers): boolean;
  /** Interrupt: commits a valid shape, drops any other. */
  finish(): void;
  /** Back to the mark. */
  bail(): void;
}

/** What is set while something is drawn. */
export interface ActSettings {
  readonly options: ToolOptions;
  readonly classId: string | null;
}

/** What a tool works on. */
export interface ToolContext {
  readonly core: EditorCore;
  /** Only called while a frame is on the screen. */
  target(): ImageTarget;
  /** The plane through the volume that is drawn on; null: the frame on the screen. */
  plane(): PlaneTarget | null;
  options(): ToolOptions;
  setPreview(preview: Preview | null): void;
  /** Prompts of the ask tool, to be answered by the model. */
  ask(change: PromptChange): void;
  readonly candidates: Candidates;
  /** A tool did something of its own, after the event that asked for it: is its gesture over? */
  settle(): void;
  /** Runs under the settings of a moment that is over; where no class was chosen then, under the class of now. */
  under(settings: ActSettings, run: () => void): void;
}

/** One more prompt for the model. */
export type PromptChange =
  | { readonly kind: "point"; readonly positive: boolean; readonly pointImage: readonly [number, number] }
  | { readonly kind: "scribble"; readonly positive: boolean; readonly pointsImage: readonly PointImage[] }
  | { readonly kind: "box"; readonly boxImage: NonNullable<PromptRequest["prompts"]["box"]> };

export type MakeTool = (context: ToolContext) => Tool;
