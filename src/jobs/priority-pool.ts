/** A piece of work for one member of a pool. `near`: work with the same word goes to the same member when it is free. */
export interface PoolJob<Member, Result> {
  readonly priority: number;
  readonly near: string;
  readonly signal?: AbortSignal;
  readonly task: (member: Member) => Promise<Result>;
}

/** One job at a time per member; the waiting job of the lowest priority number goes first, then the oldest. */
export interface PriorityPool<Member> {
  readonly members: readonly Member[];
  run<Result>(job: PoolJob<Member, Result>): Promise<Result>;
  /** Waiting jobs reject with an `AbortError`; running ones go on. */
  close(): void;
}

interface Waiting<Member> {
  readonly priority: number;
  readonly order: number;
  readonly near: string;
  /** Runs the job; gives the function that tells its outcome. */
  start(member: Member): Promise<() => void>;
  drop(): void;
}

const cancelled = () => new DOMException("Cancelled", "AbortError");

/** Makes a pool over `members`. */
export function makePriorityPool<Member>(members: readonly Member[]): PriorityPool<Member> {
  const waiting: Waiting<Member>[] = [];
  const busy = new Set<Member>();
  const lastNear = new Map<Member, string>();
  let order = 0;

  const pump = () => {
    for (;;) {
      const free = members.filter((member) => !busy.has(member));
      if (free.length === 0 || waiting.length === 0) return;
      waiting.sort((a, b) => a.priority - b.priority || a.order - b.order);
      const next = waiting.shift();
      if (!next) return;
      const member = free.find((candidate) => lastNear.get(candidate) === next.near) ?? free[0];
      if (member === undefined) return;
      busy.add(member);
      lastNear.set(member, next.near);
      void next.start(member).then((tell) => {
        // Free before the outcome is told: what follows at once may want the same member.
        busy.delete(member);
        tell();
        pump();
      });
    }
  };

  return {
    members,
    run: ({ priority, near, signal, task }) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(cancelled());
          return;
        }
        // Who cancels a running job hears so at once; its member stays busy until the job has ended.
        const leave = () => {
          const at = waiting.indexOf(entry);
          if (at >= 0) waiting.splice(at, 1);
          entry.drop();
        };
        const entry: Waiting<Member> = {
          priority,
          near,
          order: order++,
          drop: () => reject(cancelled()),
          start: async (member) => {
            const tell = await task(member).then(
              (result) => () => resolve(result),
              (reason: unknown) => () => reject(reason),
            );
            signal?.removeEventListener("abort", leave);
            return tell;
          },
        };
        signal?.addEventListener("abort", leave, { once: true });
        waiting.push(entry);
        pump();
      }),
    close: () => {
      for (const entry of waiting.splice(0)) entry.drop();
    },
  };
}
