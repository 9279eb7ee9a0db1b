import type { SyncReport } from "../domain/calls/sync-calls.ts";

/** Between two runs that nobody asked for. */
const everyMs = 5 * 60_000;
/** The least between a run and the next that its waits ask for. */
const leastMs = 1000;

/** What a run is asked for. */
export interface SyncWish {
  /** The study that was just closed. */
  readonly leaving: string | null;
  /** Whether what waits because nobody answered is due now. */
  readonly anew: boolean;
}

/** When sync runs: every five minutes, when a wait of the last run is over, and when somebody asks; never twice at once. */
export interface SyncPace {
  /** A run, or one more after that which is under way. */
  wish(wish: SyncWish): Promise<SyncReport | null>;
  close(): void;
}

/** Paces `once`, which never rejects and resolves to null where there was nothing to run or the run failed. */
export function makeSyncPace(once: (wish: SyncWish) => Promise<SyncReport | null>): SyncPace {
  let again: SyncWish | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let current: Promise<SyncReport | null> | null = null;
  let closed = false;
  const unasked = () => void wish({ leaving: null, anew: false });
  const paced = async (next: SyncWish): Promise<SyncReport | null> => {
    clearTimeout(waiting);
    const report = await once(next);
    // What waits is tried when its time has come, not at the next round.
    const nextAtMs = report?.nextAtMs ?? null;
    const waitMs = nextAtMs === null ? everyMs : Math.max(leastMs, nextAtMs - Date.now());
    if (waitMs < everyMs && !closed) waiting = setTimeout(unasked, waitMs);
    return report;
  };
  const wish = (next: SyncWish): Promise<SyncReport | null> => {
    if (current) {
      again = { leaving: next.leaving ?? again?.leaving ?? null, anew: next.anew || (again?.anew ?? false) };
      return current;
    }
    current = paced(next).finally(() => {
      current = null;
      const then = again;
      again = null;
      if (then && !closed) void wish(then);
    });
    return current;
  };
  const timer = setInterval(unasked, everyMs);
  return {
    wish,
    close: () => {
      closed = true;
      clearInterval(timer);
      clearTimeout(waiting);
    },
  };
}
