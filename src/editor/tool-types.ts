import type { Accessor } from "solid-js";
import type { BoxImage, Geometry, PointImage } from "../domain/annotation.ts";
import type { EditableArea, ValueRange } from "../domain/editable-area.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { CleanSettings } from "./clean-types.ts";
import type { ImageTarget, PlaneTarget } from "./image-target.ts";
import type { Notice } from "./notice.ts";
import type { ToolEvent, ToolId } from "./tool-event.ts";

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
