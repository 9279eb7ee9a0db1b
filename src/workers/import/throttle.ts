import type { ImportBeat, ImportProgress } from "../../domain/calls/import-calls.ts";

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

/** Least time between two steps of one file that are told: far less than any of them may take. */
const beatMs = 200;

/**
 * Passes on the first step of each file, each that may take longer than the step that was told last, and five others a second: a
 * message to the page costs more than most steps.
 */
export function fewBeats(send: (beat: ImportBeat) => void): (beat: ImportBeat) => void {
  let last: ImportBeat | null = null;
  let at = Number.NEGATIVE_INFINITY;
  return (beat) => {
    const now = performance.now();
    if (last?.fileId === beat.fileId && beat.patienceMs <= last.patienceMs && now - at < beatMs) return;
    last = beat;
    at = now;
    send(beat);
  };
}

/** How often a thread that is not blocked says so, while it waits for a disk. */
const tickMs = 1000;

/** Repeats the last progress every second as long as the thread is free to: a sign of life, no step. End it with `stop`. */
export function ticking(send: (progress: ImportProgress) => void): {
  progress(progress: ImportProgress): void;
  stop(): void;
} {
  let last: ImportProgress | null = null;
  const timer = setInterval(() => {
    if (last) send(last);
  }, tickMs);
  return {
    progress: (progress) => {
      const { beat: _beat, done: _done, ...plain } = progress;
      last = plain;
      send(progress);
    },
    stop: () => clearInterval(timer),
  };
}
