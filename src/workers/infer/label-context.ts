/** What stops a model that labels by itself, and hears of its progress. */
export interface LabelContext {
  readonly signal: AbortSignal;
  progress(progress: { readonly done: number; readonly total: number }): void;
  /** Runs one piece of work when no prompt of a person waits. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** Lets messages (a cancel, a person's prompt) in: a macrotask, as wasm runs block the worker. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
