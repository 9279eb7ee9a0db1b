import { onCleanup } from "solid-js";

const holdMs = 500;
const slackPx = 10;

/** Calls `onHold` after 500 ms on the same place, and at a right click; a click that follows a hold is swallowed. */
export function longPress(element: HTMLElement, onHold: (x: number, y: number) => void): void {
  const control = new AbortController();
  const { signal } = control;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start: readonly [number, number] = [0, 0];
  let held = false;
  const stop = () => clearTimeout(timer);
  element.addEventListener(
    "pointerdown",
    (event) => {
      held = false;
      if (event.button !== 0) return;
      start = [event.clientX, event.clientY];
      timer = setTimeout(() => {
        held = true;
        onHold(...start);
      }, holdMs);
    },
    { signal },
  );
  element.addEventListener(
    "pointermove",
    (event) => {
      if (Math.hypot(event.clientX - start[0], event.clientY - start[1]) > slackPx) stop();
    },
    { signal },
  );
  for (const type of ["pointerup", "pointercancel", "pointerleave"])
    element.addEventListener(type, stop, { signal });
  element.addEventListener(
    "click",
    (event) => {
      if (!held) return;
      held = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { signal, capture: true },
  );
  element.addEventListener(
    "contextmenu",
    (event) => {
      event.preventDefault();
      stop();
      if (!held) onHold(event.clientX, event.clientY);
    },
    { signal },
  );
  onCleanup(() => {
    stop();
    control.abort();
  });
}
