/** What pure code sees of an `AbortSignal`: an `AbortSignal` is assignable to it. */
export interface CancelSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** Called by long work between two pieces of it: lets whoever waits in now and then, and rejects when the work was cancelled. */
export type Breath = () => Promise<void>;

/** For work that nobody waits behind. */
export const noBreath: Breath = async () => undefined;
