import type { ExportProgress } from "../../domain/calls/export-calls.ts";

/** Least time between two messages of one step. */
const leastMs = 100;

/**
 * Passes on the first and the last progress of each step, and ten a second between: there is one for each picture and label, and the page
 * has a task for every message.
 */
export function pacedProgress(
  send: (progress: ExportProgress) => void,
  nowMs: () => number,
): (progress: ExportProgress) => void {
  let last: ExportProgress | null = null;
  let at = 0;
  return (progress) => {
    const now = nowMs();
    if (last?.step === progress.step) {
      if (progress.done === last.done) return;
      if (progress.done < progress.total && now - at < leastMs) return;
    }
    last = progress;
    at = now;
    send(progress);
  };
}
