import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SyncReport } from "../../../src/domain/calls/sync-calls.ts";
import { makeSyncPace, type SyncWish } from "../../../src/jobs/sync-pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const minute = 60_000;

/** A pace whose runs are noted, and end with what `nextAtMs` says. */
function paced(nextAtMs: () => number | null = () => null) {
  const runs: SyncWish[] = [];
  const held: (() => void)[] = [];
  let hold = false;
  const pace = makeSyncPace(async (wish) => {
    runs.push(wish);
    if (hold) await new Promise<void>((resolve) => held.push(resolve));
    return { end: "done", followed: [], nextAtMs: nextAtMs() } satisfies SyncReport;
  });
  return {
    pace,
    runs,
    holdRuns: () => {
      hold = true;
    },
    releaseRuns: () => {
      hold = false;
      for (const release of held.splice(0)) release();
    },
  };
}
const asked = { leaving: null, anew: false };

test("runs every five minutes, unasked", async () => {
  const { runs, pace } = paced();
  await vi.advanceTimersByTimeAsync(16 * minute);
  expect(runs).toEqual([asked, asked, asked]);
  pace.close();
});

test("runs when the wait that the last run named is over, and not at the next round", async () => {
  let next: number | null = Date.now() + 40_000;
  const { runs, pace } = paced(() => next);
  await pace.wish(asked);
  next = null;
  await vi.advanceTimersByTimeAsync(39_000);
  expect(runs).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(runs).toHaveLength(2);
  pace.close();
});

test("a wait that is over already brings a run a second later, never one after another at once", async () => {
  const { runs, pace } = paced(() => Date.now() - 5 * minute);
  await pace.wish(asked);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(runs).toHaveLength(11);
  pace.close();
});

test("a wait of a run before is forgotten when somebody asks meanwhile", async () => {
  let next: number | null = Date.now() + 40_000;
  const { runs, pace } = paced(() => next);
  await pace.wish(asked);
  next = null;
  await pace.wish({ leaving: null, anew: true });
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(runs).toHaveLength(2);
  pace.close();
});

test("asked while a run is under way, it runs once more with all that was asked for", async () => {
  const { runs, pace, holdRuns, releaseRuns } = paced();
  holdRuns();
  const first = pace.wish(asked);
  void pace.wish({ leaving: "1.2", anew: false });
  void pace.wish({ leaving: null, anew: true });
  void pace.wish(asked);
  expect(runs).toHaveLength(1);
  releaseRuns();
  await first;
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toEqual([asked, { leaving: "1.2", anew: true }]);
  pace.close();
});

test("closed, it starts nothing any more: no round, no wait, not what was asked for meanwhile", async () => {
  const { runs, pace, holdRuns, releaseRuns } = paced(() => Date.now() + 2_000);
  holdRuns();
  const first = pace.wish(asked);
  void pace.wish(asked);
  pace.close();
  releaseRuns();
  await first;
  await vi.advanceTimersByTimeAsync(20 * minute);
  expect(runs).toHaveLength(1);
});
