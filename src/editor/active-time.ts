/** Longest pause between two inputs that still counts as work (export-and-workflow 3.2). */
const pauseMs = 30_000;

/** Counts the time in which a person's hand was on the study. */
export interface ActiveTime {
  /** An input happened now. */
  note(nowMs: number): void;
  /** Seconds since the last call of `take`, in thousandths. */
  take(): number;
}

/** A fresh counter. */
export function makeActiveTime(): ActiveTime {
  let lastMs: number | null = null;
  let sumMs = 0;
  return {
    note(nowMs) {
      if (lastMs !== null && nowMs > lastMs && nowMs - lastMs <= pauseMs) sumMs += nowMs - lastMs;
      lastMs = nowMs;
    },
    take() {
      const seconds = Math.round(sumMs) / 1000;
      sumMs = 0;
      return seconds;
    },
  };
}
