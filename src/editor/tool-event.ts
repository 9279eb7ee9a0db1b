/** Every tool of the rail. The first four are navigation: the viewport acts, the editor only remembers them. */
export type ToolId =
  | "scroll"
  | "window"
  | "zoom"
  | "pan"
  | "select"
  | "box"
  | "ellipse"
  | "polygon"
  | "spline"
  | "freehand"
  | "livewire"
  | "point"
  | "skeleton"
  | "length"
  | "angle"
  | "bidirectional"
  | "cobb"
  | "brush"
  | "eraser"
  | "threshold"
  | "wand"
  | "region"
  | "growcut"
  | "ask";

/** One pointer sample; `x`, `y` in pointImage, `pressure` 0–1, `timeMs` of the event. */
export interface PointerSample {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
  readonly timeMs: number;
}

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Cmd on macOS. */
  readonly ctrl: boolean;
}

export type PointerType = "mouse" | "touch" | "pen";

/** What every pointer event of a tool carries. `scale`: CSS pixels of the screen per image pixel. */
interface PointerFacts {
  readonly modifiers: Modifiers;
  readonly pointerType: PointerType;
  readonly scale: number;
}

/**
 * What the viewer's pointer layer, the keyboard and the session tell a tool. A `move` holds all coalesced samples in
 * order. `cancel` is a `pointercancel`. `interrupt` commits a valid shape and drops any other.
 */
export type ToolEvent =
  | (PointerFacts & {
      readonly type: "down";
      readonly sample: PointerSample;
      /** `secondary`: right button or barrel button. `eraser`: eraser end of a pen. */
      readonly button: "primary" | "secondary" | "eraser";
    })
  | (PointerFacts & { readonly type: "move"; readonly samples: readonly PointerSample[] })
  | (PointerFacts & { readonly type: "up"; readonly sample: PointerSample })
  | (PointerFacts & { readonly type: "hover"; readonly sample: PointerSample })
  | { readonly type: "cancel"; readonly timeMs: number }
  | { readonly type: "key"; readonly key: ToolKey; readonly modifiers: Modifiers }
  | { readonly type: "interrupt"; readonly reason: "tool" | "target" | "blur" };

/** Keys that a tool understands while it draws; which key that is stands in the keymap. */
export type ToolKey = "cancel" | "finish" | "drop-last" | "skip" | "cover" | "fix";
