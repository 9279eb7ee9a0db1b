import type { Modifiers, PointerKind } from "../viewer-intent.ts";

/** A position as the machine sees it: CSS px of the host. */
export interface RawSample {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
  readonly timeMs: number;
}

/** What the pointer machine eats: browser events without a browser. */
export type PointerInput =
  | (RawSample & {
      readonly type: "down" | "move" | "up" | "cancel";
      readonly pointerId: number;
      readonly pointerType: PointerKind;
      /** As in `PointerEvent`: 1 primary, 2 secondary or barrel, 4 middle, 32 eraser. */
      readonly buttons: number;
      readonly modifiers: Modifiers;
      /** Oldest first; empty = the event itself. */
      readonly coalesced: readonly RawSample[];
      readonly predicted: readonly RawSample[];
    })
  | { readonly type: "leave"; readonly timeMs: number }
  | {
      readonly type: "wheel";
      readonly x: number;
      readonly y: number;
      /** In CSS px, lines already converted. */
      readonly deltaX: number;
      readonly deltaY: number;
      readonly modifiers: Modifiers;
      readonly timeMs: number;
    }
  /** Time passes: long press. */
  | { readonly type: "tick"; readonly timeMs: number }
  /** Tool switch, slice change, blur: an open stroke ends (viewer-and-tools 3.6). After a blur its pointer may still be down. */
  | { readonly type: "interrupt" | "blur"; readonly timeMs: number };

/** An input of one pointer. */
export type PointerStep = Extract<PointerInput, { readonly pointerId: number }>;
