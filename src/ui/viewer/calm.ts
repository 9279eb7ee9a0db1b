/** Hears of a hand at work: keys, wheel, and a pointer that is pressed. Returns the way to stop listening. */
export function onHand(heard: () => void): () => void {
  const pressed = (event: PointerEvent) => event.buttons !== 0 && heard();
  const options = { capture: true, passive: true } as const;
  addEventListener("keydown", heard, options);
  addEventListener("wheel", heard, options);
  addEventListener("pointerdown", heard, options);
  addEventListener("pointermove", pressed, options);
  return () => {
    removeEventListener("keydown", heard, options);
    removeEventListener("wheel", heard, options);
    removeEventListener("pointerdown", heard, options);
    removeEventListener("pointermove", pressed, options);
  };
}

/** Settles at once, or, on a tablet whose page is hidden, when it is seen again or the work is given up (assist 3.7). */
export function whenSeen(signal: AbortSignal): Promise<void> {
  const hidden = () => document.visibilityState === "hidden" && matchMedia("(pointer: coarse)").matches;
  if (!hidden() || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (hidden() && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      signal.removeEventListener("abort", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look);
  });
}

/** Settles after so many milliseconds, or when the work is given up. */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

/** No hand for so long is a pause. */
const calmMs = 2000;

/** What settles when no hand was at work for two seconds and the page is seen; `stop` ends the listening. */
export function makeCalm(): { readonly calm: (signal: AbortSignal) => Promise<void>; stop(): void } {
  let last = performance.now();
  const stop = onHand(() => {
    last = performance.now();
  });
  return {
    stop,
    async calm(signal) {
      for (;;) {
        await whenSeen(signal);
        const left = last + calmMs - performance.now();
        if (left <= 0 || signal.aborted) return;
        await rest(left, signal);
      }
    },
  };
}
