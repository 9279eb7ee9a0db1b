import type { PrelabelRunRow } from "../storage/database.ts";

/** How far a pre-labelling run is. */
export interface PrelabelProgress {
  readonly runId: string;
  readonly state: PrelabelRunRow["state"];
  readonly done: number;
  readonly total: number;
  readonly proposals: number;
  readonly failed: number;
  /** How far the work under way is, in images beyond `done`, where it is long enough to tell. */
  readonly part?: number;
  /** Milliseconds to the end, from the median of the last ten units; null before the first. */
  readonly remainingMs: number | null;
}

const leastGapMs = 250;
const remembered = 10;

/** Tells of a run at most four times a second; the last word is always told. */
export function makeProgressMeter(now: () => number, tell: (progress: PrelabelProgress) => void) {
  let lastTold = Number.NEGATIVE_INFINITY;
  const durations: number[] = [];
  let part: number | null = null;
  const meter = {
    /** How far the unit under way is. */
    part(run: PrelabelRunRow, share: number) {
      part = share;
      meter.tell(run);
    },
    unitTook(milliseconds: number) {
      part = null;
      durations.push(milliseconds);
      if (durations.length > remembered) durations.shift();
    },
    tell(run: PrelabelRunRow, always = false) {
      if (!always && now() - lastTold < leastGapMs) return;
      lastTold = now();
      const sorted = [...durations].sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      tell({
        runId: run.id,
        state: run.state,
        done: run.done,
        total: run.total,
        proposals: run.proposals ?? 0,
        failed: run.failedUnits.length,
        ...(part === null ? {} : { part }),
        remainingMs: median === undefined ? null : median * (run.total - run.done),
      });
    },
  };
  return meter;
}
