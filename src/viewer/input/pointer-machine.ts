import type { PointImage } from "../../domain/annotation.ts";
import type { PointScreen } from "../point-screen.ts";
import type { PointerSettings } from "../pointer-settings.ts";
import type { PointerKind, PointerSample, StrokePurpose, ViewerIntent } from "../viewer-intent.ts";
import type { PointerInput, PointerStep, RawSample } from "./pointer-event.ts";
import { pointerLimits } from "./pointer-limits.ts";
import { makeTouchGesture, type TouchGesture } from "./touch-gesture.ts";
import { makeViewDrag, type ViewAction, type ViewDrag } from "./view-drag.ts";
import { makeWheel } from "./wheel.ts";

/** Inputs in, intents out (viewer-and-tools 3.4, rules 1–5); no browser, no clock. */
export interface PointerMachine {
  handle(input: PointerInput): ViewerIntent[];
  /** When `handle({ type: "tick" })` is wanted; null = not. */
  readonly deadlineMs: number | null;
  readonly penMode: boolean;
  setPenMode(on: boolean): void;
}

/** The pointer that draws, or drags the view. */
interface Holder {
  readonly pointerId: number;
  readonly pointerType: PointerKind;
  readonly startedMs: number;
  readonly start: PointScreen;
  farthest: number;
  readonly drag: ViewDrag | null;
  /** A right button that stays is a click. */
  readonly menu: boolean;
  /** The first button with a view tool: unmoved it is a tap. */
  readonly primary: boolean;
}

/** `settings` and `toImage` are asked anew for every input. */
export function makePointerMachine(
  settings: () => PointerSettings,
  toImage: (point: PointScreen) => PointImage,
): PointerMachine {
  let penMode = false;
  let holder: Holder | null = null;
  /** The pointer whose stroke a blur ended; its lift may have gone unseen. */
  let left: Holder | null = null;
  let gesture: TouchGesture | null = null;
  /** Touches that are ignored until they lift. */
  const ignored = new Set<number>();
  let lastDown: { at: PointScreen; timeMs: number; count: number; kind: PointerKind } | null = null;
  const wheel = makeWheel();

  const sample = (raw: RawSample): PointerSample => {
    const pointScreen = [raw.x, raw.y] as const;
    return { pointScreen, pointImage: toImage(pointScreen), pressure: raw.pressure, timeMs: raw.timeMs };
  };
  const at = (raw: { readonly x: number; readonly y: number }): PointScreen => [raw.x, raw.y];

  /** Ends the stroke or drag in hand without a lift. */
  const letGo = (commit: boolean): ViewerIntent[] => {
    if (holder === null) return [];
    const { drag } = holder;
    holder = null;
    return [drag === null ? { kind: "tool-cancel", commit } : { kind: "gesture-end" }];
  };

  const blur = (): ViewerIntent[] => {
    if (holder === null || holder.drag !== null) return [];
    left = holder;
    holder = null;
    return [{ kind: "tool-cancel", commit: true, held: true }];
  };

  /** It goes on where the pointer is still down. */
  const comeBack = (step: PointerStep) => {
    const same = step.pointerId === left?.pointerId;
    if (!same && step.type !== "down") return;
    const isDown = step.type === "move" ? step.buttons !== 0 : step.type !== "down";
    if (same && isDown && holder === null && gesture === null) holder = left;
    left = null;
  };

  const clickCount = (step: PointerStep): number => {
    const again =
      lastDown !== null &&
      lastDown.kind === step.pointerType &&
      step.timeMs - lastDown.timeMs <= pointerLimits.doubleClickMs &&
      Math.hypot(step.x - lastDown.at[0], step.y - lastDown.at[1]) <=
        pointerLimits.doubleClickPx[step.pointerType];
    const count = again && lastDown !== null ? lastDown.count + 1 : 1;
    lastDown = { at: at(step), timeMs: step.timeMs, count, kind: step.pointerType };
    return count;
  };

  const hold = (step: PointerStep, action: ViewAction | null, menu = false): Holder => ({
    pointerId: step.pointerId,
    pointerType: step.pointerType,
    startedMs: step.timeMs,
    start: at(step),
    farthest: 0,
    drag: action === null ? null : makeViewDrag(action, at(step)),
    menu,
    primary: false,
  });

  const startStroke = (step: PointerStep, purpose: StrokePurpose): ViewerIntent[] => {
    const { primary } = settings();
    if (primary !== "tool" && purpose === "tool") {
      holder = { ...hold(step, primary), primary: true };
      return [{ kind: "gesture-start" }];
    }
    holder = hold(step, null);
    const { pointerType, modifiers } = step;
    const intent = { sample: sample(step), pointerType, purpose, modifiers, clickCount: clickCount(step) };
    return [{ kind: "tool-down", ...intent }];
  };

  const penSeen = (): ViewerIntent[] => {
    if (penMode) return [];
    penMode = true;
    return [{ kind: "pen-mode" }];
  };

  const penDown = (step: PointerStep): ViewerIntent[] => {
    const intents: ViewerIntent[] = [];
    // Rule 2: the hand that holds the pen lands first; what it did is taken back.
    if (gesture !== null) {
      intents.push(...gesture.stop(step.timeMs - gesture.startedMs < pointerLimits.palmMs));
      gesture = null;
    }
    if (holder !== null) {
      if (holder.pointerType === "touch") ignored.add(holder.pointerId);
      const early = step.timeMs - holder.startedMs < pointerLimits.palmMs;
      if (early && holder.drag !== null) intents.push(...holder.drag.undo(), { kind: "gesture-revert" });
      intents.push(...letGo(!early));
    }
    const purpose = (step.buttons & 32) !== 0 ? "erase" : (step.buttons & 2) !== 0 ? "pick" : "tool";
    return [...intents, ...startStroke(step, purpose)];
  };

  const touchDown = (step: PointerStep): ViewerIntent[] => {
    if (holder !== null && holder.pointerType !== "touch") {
      ignored.add(step.pointerId);
      return [];
    }
    if (holder !== null) {
      // Rule 5: two fingers together are a gesture; a late one is a resting hand.
      const together = step.timeMs - holder.startedMs < pointerLimits.palmMs;
      if (!together && holder.drag === null) {
        ignored.add(step.pointerId);
        return [];
      }
      const first = holder;
      const ended = letGo(false);
      gesture = makeTouchGesture(first.startedMs, null);
      const begun = gesture.add(first.pointerId, first.start, first.startedMs);
      return [...ended, ...begun, ...gesture.add(step.pointerId, at(step), step.timeMs)];
    }
    if (gesture !== null) return gesture.add(step.pointerId, at(step), step.timeMs);
    const { primary, huge } = settings();
    if (penMode || primary !== "tool") {
      const single = penMode ? (huge ? "pan" : "scroll") : primary === "tool" ? null : primary;
      gesture = makeTouchGesture(step.timeMs, single);
      return gesture.add(step.pointerId, at(step), step.timeMs);
    }
    return startStroke(step, "tool");
  };

  const mouseDown = (step: PointerStep): ViewerIntent[] => {
    if (holder !== null) return [];
    if ((step.buttons & 1) !== 0) return startStroke(step, "tool");
    if ((step.buttons & 4) !== 0) holder = hold(step, "pan");
    else if ((step.buttons & 2) !== 0)
      holder = hold(step, settings().mouse === "pacs" ? "window" : "zoom", true);
    else return [];
    return [{ kind: "gesture-start" }];
  };

  const down = (step: PointerStep): ViewerIntent[] => {
    if (step.pointerType === "pen") return [...penSeen(), ...penDown(step)];
    return step.pointerType === "touch" ? touchDown(step) : mouseDown(step);
  };

  const move = (step: PointerStep): ViewerIntent[] => {
    const seen = step.pointerType === "pen" ? penSeen() : [];
    if (ignored.has(step.pointerId)) return seen;
    if (gesture?.has(step.pointerId)) {
      return gesture.move(step.pointerId, at(step), step.timeMs, settings());
    }
    const { pointerType, modifiers } = step;
    if (holder?.pointerId === step.pointerId) {
      const way = Math.hypot(step.x - holder.start[0], step.y - holder.start[1]);
      holder.farthest = Math.max(holder.farthest, way);
      if (holder.drag !== null) {
        // A right click must not change the window.
        if (holder.menu && holder.farthest < pointerLimits.clickPx) return [];
        return holder.drag.move(at(step), settings());
      }
      const raws = step.coalesced.length > 0 ? step.coalesced : [step];
      const predicted = step.predicted.map(sample);
      return [...seen, { kind: "tool-move", samples: raws.map(sample), predicted, pointerType, modifiers }];
    }
    if (holder !== null || pointerType === "touch" || step.buttons !== 0) return seen;
    // 3D Slicer: Shift takes the crosshair along.
    if (pointerType === "mouse" && step.modifiers.shift && settings().mouse === "slicer")
      seen.push({ kind: "tap", at: at(step), atImage: toImage(at(step)) });
    return [...seen, { kind: "hover", sample: sample(step), pointerType }];
  };

  const up = (step: PointerStep): ViewerIntent[] => {
    if (ignored.delete(step.pointerId)) return [];
    if (gesture?.has(step.pointerId)) return liftFinger(step);
    if (holder?.pointerId !== step.pointerId) return [];
    const { drag, menu, farthest, primary } = holder;
    holder = null;
    const { pointerType, modifiers } = step;
    if (drag === null) return [{ kind: "tool-up", sample: sample(step), pointerType, modifiers }];
    const ended: ViewerIntent[] = [{ kind: "gesture-end" }];
    if (farthest >= pointerLimits.clickPx) return ended;
    if (!menu) return tapped(ended, primary, at(step));
    return [...ended, { kind: "menu", at: at(step), atImage: toImage(at(step)), pointerType }];
  };

  const tapped = (ended: ViewerIntent[], primary: boolean, point: PointScreen): ViewerIntent[] =>
    primary ? [...ended, { kind: "tap", at: point, atImage: toImage(point) }] : ended;

  const liftFinger = (step: PointerStep): ViewerIntent[] => {
    const end = gesture?.lift(step.pointerId, step.timeMs);
    if (end?.over) gesture = null;
    return tapped(end?.intents ?? [], end?.tap ?? false, at(step));
  };

  const cancel = (step: PointerStep): ViewerIntent[] => {
    if (ignored.delete(step.pointerId)) return [];
    if (gesture?.has(step.pointerId)) {
      // A cancelled tap is no tap: pretend that it came late.
      return liftFinger({ ...step, timeMs: Number.POSITIVE_INFINITY });
    }
    if (holder?.pointerId !== step.pointerId) return [];
    return letGo(step.timeMs - holder.startedMs > pointerLimits.keepStrokeMs);
  };

  /** Where a finger has stayed, and since when. */
  const still = (): { readonly point: PointScreen; readonly sinceMs: number } | null => {
    if (gesture !== null) {
      const point = gesture.stillAt();
      return point === null ? null : { point, sinceMs: gesture.startedMs };
    }
    if (holder?.pointerType !== "touch" || holder.farthest > pointerLimits.longPressPx) return null;
    return { point: holder.start, sinceMs: holder.startedMs };
  };

  const longPress = (timeMs: number): ViewerIntent[] => {
    const where = still();
    if (where === null || timeMs - where.sinceMs < pointerLimits.longPressMs) return [];
    const intents = gesture === null ? [] : gesture.stop(false);
    gesture = null;
    if (holder !== null) ignored.add(holder.pointerId);
    intents.push(...letGo(false));
    const { point } = where;
    return [...intents, { kind: "menu", at: point, atImage: toImage(point), pointerType: "touch" }];
  };

  return {
    handle(input) {
      if (left !== null && "pointerId" in input) comeBack(input);
      switch (input.type) {
        case "down":
          ignored.delete(input.pointerId);
          return down(input);
        case "move":
          return move(input);
        case "up":
          return up(input);
        case "cancel":
          return cancel(input);
        case "leave":
          return [{ kind: "hover-end" }];
        case "wheel":
          return holder === null ? wheel(input, settings()) : [];
        case "tick":
          return longPress(input.timeMs);
        case "interrupt":
          left = null;
          return holder?.drag === null ? letGo(true) : [];
        case "blur":
          return blur();
      }
    },
    get deadlineMs() {
      const where = still();
      return where === null ? null : where.sinceMs + pointerLimits.longPressMs;
    },
    get penMode() {
      return penMode;
    },
    setPenMode(on) {
      penMode = on;
    },
  };
}
