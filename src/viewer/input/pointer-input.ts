import type { PointImage } from "../../domain/annotation.ts";
import type { PointScreen } from "../point-screen.ts";
import type { PointerSettings } from "../pointer-settings.ts";
import type { Modifiers, PointerKind, ViewerIntent } from "../viewer-intent.ts";
import { makeHold } from "./hold.ts";
import type { PointerStep, RawSample } from "./pointer-event.ts";
import { makePointerMachine } from "./pointer-machine.ts";

/** The pointer layer of one element. */
export interface PointerLayer {
  readonly penMode: boolean;
  setPenMode(on: boolean): void;
  /** Ends an open stroke (tool switch, slice change). */
  interrupt(): void;
  dispose(): void;
}

/** Listens on `element` and tells intents; scrolling, selection, callout and the browser's menu are off there. */
export function makePointerInput(
  element: HTMLElement,
  settings: () => PointerSettings,
  toImage: (point: PointScreen) => PointImage,
  onIntent: (intent: ViewerIntent) => void,
): PointerLayer {
  const machine = makePointerMachine(settings, toImage);
  const listeners = new AbortController();
  const hold = makeHold();
  /** Left at every press: `getBoundingClientRect` forces layout, a stroke must not. */
  let box = element.getBoundingClientRect();

  const send = (input: Parameters<typeof machine.handle>[0]) => {
    for (const intent of machine.handle(input)) onIntent(intent);
    const { deadlineMs } = machine;
    // Event time stamps and performance.now share their origin.
    hold.watch(deadlineMs, input.timeMs, () =>
      send({ type: "tick", timeMs: Math.max(deadlineMs ?? 0, performance.now()) }),
    );
  };

  const raw = (event: PointerEvent | MouseEvent): RawSample => ({
    x: event.clientX - box.left,
    y: event.clientY - box.top,
    pressure: "pressure" in event ? event.pressure : 0.5,
    timeMs: event.timeStamp,
  });

  const step = (type: PointerStep["type"]) => (event: PointerEvent) => {
    if (type === "down" || event.buttons === 0) box = element.getBoundingClientRect();
    if (type === "down") {
      capture(element, event.pointerId);
      element.focus({ preventScroll: true });
    }
    const moves = type === "move";
    send({
      ...raw(event),
      type,
      pointerId: event.pointerId,
      pointerType: kindOf(event.pointerType),
      buttons: event.buttons,
      modifiers: modifiersOf(event),
      // Missing in older Safari.
      coalesced: moves ? (event.getCoalescedEvents?.() ?? []).map(raw) : [],
      predicted: moves ? (event.getPredictedEvents?.() ?? []).map(raw) : [],
    });
  };

  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    handler: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ) => element.addEventListener(type, handler, { signal: listeners.signal, passive });
  const prevent = (event: Event) => event.preventDefault();

  on("pointerdown", step("down"));
  on("pointermove", step("move"));
  on("pointerup", step("up"));
  on("pointercancel", step("cancel"));
  on("pointerleave", (event) => {
    if (event.buttons === 0) send({ type: "leave", timeMs: event.timeStamp });
  });
  on(
    "wheel",
    (event) => {
      event.preventDefault();
      box = element.getBoundingClientRect();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 40;
      const { x, y } = raw(event);
      const [deltaX, deltaY] = [event.deltaX * px, event.deltaY * px];
      send({ type: "wheel", x, y, deltaX, deltaY, modifiers: modifiersOf(event), timeMs: event.timeStamp });
    },
    false,
  );
  on("contextmenu", prevent, false);
  on("selectstart", prevent, false);
  on("dragstart", prevent, false);
  // Scribble (iPadOS) takes pen strokes unless touchmove is prevented; middle click must not start autoscroll.
  on("touchmove", prevent, false);
  on("mousedown", (event) => event.button === 1 && event.preventDefault(), false);
  element.style.touchAction = "none";
  element.style.userSelect = "none";
  element.style.setProperty("-webkit-user-select", "none");
  element.style.setProperty("-webkit-touch-callout", "none");
  window.addEventListener("blur", () => send({ type: "blur", timeMs: performance.now() }), {
    signal: listeners.signal,
  });

  return {
    get penMode() {
      return machine.penMode;
    },
    setPenMode: machine.setPenMode,
    interrupt: () => send({ type: "interrupt", timeMs: performance.now() }),
    dispose() {
      listeners.abort();
      hold.stop();
    },
  };
}

function capture(element: HTMLElement, pointerId: number): void {
  try {
    element.setPointerCapture(pointerId);
  } catch {
    // A pointer that is gone again, or one made by a test: without capture the stroke still works.
  }
}

function kindOf(pointerType: string): PointerKind {
  return pointerType === "pen" || pointerType === "touch" ? pointerType : "mouse";
}

function modifiersOf(event: MouseEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey };
}
