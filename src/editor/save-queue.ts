import { type Accessor, createSignal } from "solid-js";
import type { LogRowDraft } from "../domain/record-diff.ts";

/** Rows on their way to the disk, strictly one after the other. */
export interface SaveQueue {
  readonly state: Accessor<"saved" | "saving" | "not-saved">;
  readonly unsaved: Accessor<readonly LogRowDraft[]>;
  readonly error: Accessor<unknown>;
  push(row: LogRowDraft): void;
  /** Goes on after a failure, with the row that failed. */
  retry(): void;
  flush(): Promise<void>;
}

/** A queue over `persist`; a rejection stops it until `retry` or the next `push`. */
export function makeSaveQueue(persist: (row: LogRowDraft) => Promise<void>): SaveQueue {
  const [unsaved, setUnsaved] = createSignal<readonly LogRowDraft[]>([]);
  const [state, setState] = createSignal<"saved" | "saving" | "not-saved">("saved");
  const [error, setError] = createSignal<unknown>(null);
  let running: Promise<void> | null = null;

  async function drain(): Promise<void> {
    await null; // so that `running` is set before anything can fail
    for (let row = unsaved()[0]; row; row = unsaved()[0]) {
      try {
        await persist(row);
      } catch (cause) {
        running = null;
        setError(() => cause);
        setState("not-saved");
        throw cause;
      }
      setUnsaved((rows) => rows.slice(1));
    }
    running = null;
    setError(null);
    setState("saved");
  }
  function start(): void {
    if (running || unsaved().length === 0) return;
    if (state() !== "not-saved") setState("saving");
    running = drain();
    running.catch(() => undefined); // told through `state`; `flush` rethrows
  }
  return {
    state,
    unsaved,
    error,
    push(row) {
      setUnsaved((rows) => [...rows, row]);
      start();
    },
    retry: start,
    async flush() {
      start();
      while (running) await running;
    },
  };
}
