/** What pure code sees of an `AbortSignal`: an `AbortSignal` is assignable to it. */
export interface CancelSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}
