import type { PointScreen } from "../point-screen.ts";
import type { PointerSettings } from "../pointer-settings.ts";
import type { ViewerIntent } from "../viewer-intent.ts";
import { pointerLimits } from "./pointer-limits.ts";
import { makeViewDrag, type ViewDrag } from "./view-drag.ts";

/** What the lift of a finger ends; `tap`: one finger only, unmoved and short. */
export interface GestureLift {
  readonly intents: ViewerIntent[];
  readonly over: boolean;
  readonly tap: boolean;
}

/** Fingers that move the view: one (pen mode), two (pinch and pan), three (window); taps undo and redo. */
export interface TouchGesture {
  readonly startedMs: number;
  has(pointerId: number): boolean;
  add(pointerId: number, at: PointScreen, timeMs: number): ViewerIntent[];
  move(pointerId: number, at: PointScreen, timeMs: number, settings: PointerSettings): ViewerIntent[];
  /** Intents of the end when the last finger has left; `over` tells so. */
  lift(pointerId: number, timeMs: number): GestureLift;
  /** A pen landed: was it a palm, the view goes back. */
  stop(revert: boolean): ViewerIntent[];
  /** One finger, unmoved: where a long press would be. */
  stillAt(): PointScreen | null;
}

interface Finger {
  start: PointScreen;
  at: PointScreen;
}

/** `single`: what one finger drags; null = nothing (the finger of a bailed stroke). */
export function makeTouchGesture(
  startedMs: number,
  single: "scroll" | "pan" | "window" | "zoom" | null,
): TouchGesture {
  const fingers = new Map<number, Finger>();
  let most = 0;
  let moved = false;
  let lifted = false;
  let moving: "none" | "drag" | "pinch" = "none";
  let drag: ViewDrag | null = null;
  const undos: ViewDrag[] = [];

  const middle = (): PointScreen => {
    const all = [...fingers.values()];
    return [
      all.reduce((sum, { at }) => sum + at[0], 0) / all.length,
      all.reduce((sum, { at }) => sum + at[1], 0) / all.length,
    ];
  };
  const apart = (): number => {
    const [a, b] = [...fingers.values()];
    return a === undefined || b === undefined
      ? 1
      : Math.max(1, Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]));
  };
  const begin = () => {
    const action = fingers.size === 1 ? single : fingers.size === 2 ? null : "window";
    drag = action === null ? null : makeViewDrag(action, middle());
    if (drag !== null) undos.push(drag);
    moving = fingers.size === 2 ? "pinch" : "drag";
  };

  return {
    startedMs,
    has: (pointerId) => fingers.has(pointerId),
    add(pointerId, at) {
      const first = fingers.size === 0 && most === 0;
      fingers.set(pointerId, { start: at, at });
      most = Math.max(most, fingers.size);
      moving = "none";
      return first ? [{ kind: "gesture-start" }] : [];
    },
    move(pointerId, at, timeMs, settings) {
      const finger = fingers.get(pointerId);
      if (finger === undefined || lifted) return [];
      const before = { middle: middle(), apart: apart() };
      finger.at = at;
      const way = Math.hypot(at[0] - finger.start[0], at[1] - finger.start[1]);
      if (way >= pointerLimits.tapPx) moved = true;
      // Until it is no tap any more the view stands still.
      if (!moved && (fingers.size > 1 || single === null) && timeMs - startedMs < pointerLimits.tapMs)
        return [];
      if (!moved && fingers.size === 1) return [];
      if (moving === "none") {
        begin();
        return [];
      }
      if (moving === "drag") return drag?.move(middle(), settings) ?? [];
      const now = middle();
      const intents: ViewerIntent[] = [];
      const factor = apart() / before.apart;
      if (factor !== 1) intents.push({ kind: "zoom", at: before.middle, factor });
      const [dx, dy] = [now[0] - before.middle[0], now[1] - before.middle[1]];
      if (dx !== 0 || dy !== 0) intents.push({ kind: "pan", dx, dy });
      return intents;
    },
    lift(pointerId, timeMs) {
      fingers.delete(pointerId);
      // A finger of many has left: the others must not jump into another gesture.
      if (most > 1) lifted = true;
      if (fingers.size > 0) return { intents: [], over: false, tap: false };
      const tap = !moved && timeMs - startedMs < pointerLimits.tapMs;
      const intents: ViewerIntent[] = [];
      if (tap && most === 2) intents.push({ kind: "undo" });
      if (tap && most === 3) intents.push({ kind: "redo" });
      intents.push({ kind: "gesture-end" });
      return { intents, over: true, tap: tap && most === 1 };
    },
    stop(revert) {
      if (!revert) return [{ kind: "gesture-end" }];
      return [...undos.flatMap((one) => one.undo()), { kind: "gesture-revert" }, { kind: "gesture-end" }];
    },
    stillAt() {
      const [finger] = fingers.values();
      return finger === undefined || moved || most > 1 ? null : finger.at;
    },
  };
}
