import type { ImportProgress } from "../../domain/calls/import-calls.ts";

/** Least time between two progress messages. */
const progressMs = 250;

/** Passes on at most four progress messages a second, and the last one always. */
export function throttled(send: (progress: ImportProgress) => void): (progress: ImportProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < progressMs && progress.files < progress.filesTotal) return;
    last = now;
    send(progress);
  };
}
