/** Who waits for a task: a person, a run in the background, or nobody. */
export type Urgency = "person" | "run" | "idle";

/** Runs tasks one at a time: a person's first, then those of a run in the background, then what nobody waits for. */
export interface RunQueue {
  /** Rejects at once with the signal's reason where it is cancelled before it began. */
  add<T>(task: () => Promise<T>, urgency: Urgency, signal?: AbortSignal): Promise<T>;
  /** Lets nothing begin but a person's tasks for so long: the person scrolls, and the processor is theirs. */
  hold(milliseconds: number): void;
}

/** A background task begins this long after the last one at the latest, however busy the person is: a run goes on, slowly. */
const longestHoldMs = 3000;

/** Makes an empty queue. A task that fails rejects its own promise only. */
export function makeRunQueue(now: () => number = () => performance.now()): RunQueue {
  const waiting: Record<Urgency, (() => Promise<void>)[]> = { person: [], run: [], idle: [] };
  let busy = false;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let lastBegun = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** When a task of the background may begin. */
  const freeAt = () => Math.min(heldUntil, lastBegun + longestHoldMs);
  const next = () => {
    const own = waiting.person.shift();
    if (own) return own;
    if (now() < freeAt()) return undefined;
    const other = waiting.run.shift() ?? waiting.idle.shift();
    if (other) lastBegun = now();
    return other;
  };
  const drain = async () => {
    if (busy) return;
    busy = true;
    for (let task = next(); task; task = next()) await task();
    busy = false;
    clearTimeout(timer);
    if (waiting.run.length + waiting.idle.length > 0)
      timer = setTimeout(() => void drain(), Math.max(1, freeAt() - now()));
  };

  return {
    add: (task, urgency, signal) =>
      new Promise((resolve, reject) => {
        const mine = waiting[urgency];
        // A task that is held back would else keep who cancelled it waiting.
        const leave = () => {
          const at = mine.indexOf(begin);
          if (at < 0) return;
          mine.splice(at, 1);
          reject(signal?.reason);
        };
        const begin = () => {
          signal?.removeEventListener("abort", leave);
          return task().then(resolve, reject);
        };
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        signal?.addEventListener("abort", leave, { once: true });
        mine.push(begin);
        void drain();
      }),
    hold(milliseconds) {
      heldUntil = Math.max(heldUntil, now() + milliseconds);
      if (lastBegun === Number.NEGATIVE_INFINITY) lastBegun = now();
    },
  };
}
