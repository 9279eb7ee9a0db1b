/** One task runs, one waits; a newer one takes the place of the waiting one and makes the running one stale. */
export interface LatestWins {
  /** Rejects with an AbortError when a newer task came or `signal` aborted; else settles as `task` does. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Whether a task runs or waits. */
  busy(): boolean;
  /** Settles when nothing runs or waits. */
  whenIdle(): Promise<void>;
}

const superseded = () => new DOMException("A newer prompt took its place", "AbortError");

/** Makes an idle {@link LatestWins}. */
export function makeLatestWins(): LatestWins {
  let revision = 0;
  let running = false;
  let waiting: { readonly start: () => void; readonly drop: () => void } | null = null;
  const idlers: (() => void)[] = [];

  const finish = () => {
    running = false;
    const next = waiting;
    waiting = null;
    if (next) next.start();
    else for (const wake of idlers.splice(0)) wake();
  };

  return {
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        const mine = ++revision;
        const start = () => {
          running = true;
          const work = signal?.aborted
            ? Promise.reject(new DOMException("Cancelled", "AbortError"))
            : Promise.resolve().then(task);
          work
            .then((result) => (mine === revision ? resolve(result) : reject(superseded())), reject)
            .finally(finish);
        };
        waiting?.drop();
        waiting = null;
        if (running) waiting = { start, drop: () => reject(superseded()) };
        else start();
      }),
    busy: () => running || waiting !== null,
    whenIdle: () =>
      new Promise((resolve) => {
        if (!running && !waiting) resolve();
        else idlers.push(resolve);
      }),
  };
}
