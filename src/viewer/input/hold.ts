/** Waits for a deadline that a finger at rest sets. */
export interface Hold {
  /** Calls `onEnd` once `deadlineMs` is reached, counted from `nowMs`; the same deadline again changes nothing, null ends. */
  watch(deadlineMs: number | null, nowMs: number, onEnd: () => void): void;
  stop(): void;
}

/** A longer frame means that the page was busy: moves of the finger may still be on their way to it. */
const frameMs = 50;

/** A wait that counts drawn frames, each for at most `frameMs`: a finger that moved while the page was busy is no long press. */
export function makeHold(): Hold {
  let watched: number | null = null;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    watched = null;
  };
  return {
    stop,
    watch(deadlineMs, nowMs, onEnd) {
      if (deadlineMs === watched) return;
      stop();
      watched = deadlineMs;
      if (deadlineMs === null) return;
      let left = deadlineMs - nowMs;
      let last = performance.now();
      const count = () => {
        const now = performance.now();
        left -= Math.min(now - last, frameMs);
        last = now;
        if (left > 0) {
          frame = requestAnimationFrame(count);
          return;
        }
        watched = null;
        onEnd();
      };
      frame = requestAnimationFrame(count);
    },
  };
}
