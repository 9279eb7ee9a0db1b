import type { PointImage } from "../domain/annotation.ts";
import type { PointScreen } from "./point-screen.ts";

export type PointerKind = "mouse" | "pen" | "touch";

/** One position of a pointer. `pressure` 0–1; a mouse says 0.5, which means nothing. */
export interface PointerSample {
  readonly pointScreen: PointScreen;
  readonly pointImage: PointImage;
  readonly pressure: number;
  /** The event's own time stamp. */
  readonly timeMs: number;
}

/** Keys held. `ctrl` is Ctrl or Cmd. */
export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
}

/** What a stroke is for: the eraser end erases, the barrel button picks, all else is the active tool. */
export type StrokePurpose = "tool" | "erase" | "pick";

/** What a person wants of the viewer, whatever the hand held. */
export type ViewerIntent =
  | {
      readonly kind: "tool-down";
      readonly sample: PointerSample;
      readonly pointerType: PointerKind;
      readonly purpose: StrokePurpose;
      readonly modifiers: Modifiers;
      /** 2 for the second press of a double click. */
      readonly clickCount: number;
    }
  | {
      readonly kind: "tool-move";
      /** Coalesced, oldest first, never empty. */
      readonly samples: readonly PointerSample[];
      /** Guesses of the browser: for wet ink only. */
      readonly predicted: readonly PointerSample[];
      readonly pointerType: PointerKind;
      readonly modifiers: Modifiers;
    }
  | {
      readonly kind: "tool-up";
      readonly sample: PointerSample;
      readonly pointerType: PointerKind;
      readonly modifiers: Modifiers;
    }
  /** The stroke ended without a lift: `commit` keeps what is valid, else bail to the mark. */
  | { readonly kind: "tool-cancel"; readonly commit: boolean; readonly held?: true }
  | { readonly kind: "hover"; readonly sample: PointerSample; readonly pointerType: PointerKind }
  | { readonly kind: "hover-end" }
  /** Slices, positive = next. */
  | { readonly kind: "scroll"; readonly delta: number }
  /** Steps of the size of brush and eraser, positive = larger. */
  | { readonly kind: "brush-size"; readonly steps: number }
  /** CSS px; right = wider, down = brighter is decided by `dragWindow`. */
  | { readonly kind: "window"; readonly dx: number; readonly dy: number }
  | { readonly kind: "zoom"; readonly at: PointScreen; readonly factor: number }
  | { readonly kind: "pan"; readonly dx: number; readonly dy: number }
  /** A hand begins or ends to move the view; `gesture-revert`: it was a palm, the view goes back. */
  | { readonly kind: "gesture-start" }
  | { readonly kind: "gesture-end" }
  | { readonly kind: "gesture-revert" }
  /** A press that moved nothing, while the pointer moves the view: it points at a place. */
  | { readonly kind: "tap"; readonly at: PointScreen; readonly atImage: PointImage }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | {
      readonly kind: "menu";
      readonly at: PointScreen;
      readonly atImage: PointImage;
      readonly pointerType: PointerKind;
    }
  /** The first pen event: touch no longer draws until a button leaves pen mode. */
  | { readonly kind: "pen-mode" };
