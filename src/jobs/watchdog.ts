/** Waits for signs of life; see {@link makeWatchdog}. */
export interface Watchdog {
  /** A sign of life; with `patienceMs` also the start of a step that may take so long. */
  heard(patienceMs?: number): void;
  stop(): void;
}

const tickMs = 500;
/** Until a worker's first sign: it may have to be fetched, and its modules compiled. */
const startMs = 60_000;
/** A thread that answers but takes no further step waits for a disk or a server; not for ever. */
const idleMs = 60_000;

/**
 * Calls `onSilence` once when nothing is heard for as long as the last step asked for, or when a thread that goes on giving
 * signs takes no step for a minute more. It counts its own ticks and not the clock: a tablet that slept, or a page that was
 * busy, ages no worker.
 */
export function makeWatchdog(onSilence: () => void): Watchdog {
  let patienceMs = startMs;
  let silentMs = 0;
  let stepMs = 0;
  const timer = setInterval(() => {
    silentMs += tickMs;
    stepMs += tickMs;
    if (silentMs < patienceMs && stepMs < patienceMs + idleMs) return;
    clearInterval(timer);
    onSilence();
  }, tickMs);
  return {
    heard: (patience) => {
      silentMs = 0;
      if (patience === undefined) return;
      patienceMs = patience;
      stepMs = 0;
    },
    stop: () => clearInterval(timer),
  };
}
