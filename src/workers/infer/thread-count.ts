/** What the number of the engine's threads depends on. */
export interface ThreadFacts {
  /** Without isolation there are none but one (no shared memory). */
  readonly isolated: boolean;
  readonly cores: number;
  /** What was asked for by number: tests, benches. */
  readonly maxThreads?: number | undefined;
  /** A core is left to the page: for what runs in the background, and for models that gain nothing by the last one. */
  readonly spare: boolean;
}

/** More are no quicker for networks of this size, and a tablet grows warm. */
const mostThreads = 4;

/** Threads of the engine in one worker; they are fixed when its first session is made. */
export function threadCount({ isolated, cores, maxThreads, spare }: ThreadFacts): number {
  if (!isolated) return 1;
  const wanted = maxThreads ?? (spare ? cores - 1 : cores);
  return Math.max(1, Math.min(cores, wanted, mostThreads));
}
