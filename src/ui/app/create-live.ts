import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import { watch } from "../../storage/watch.ts";

/** A stored query as signals: `value` is undefined until the first answer; `error` holds what went wrong. */
export interface Live<T> {
  readonly value: Accessor<T | undefined>;
  readonly error: Accessor<unknown>;
}

/** Follows a Dexie query; `key` (reactive) starts it anew. */
export function createLive<K, T>(key: Accessor<K>, query: (key: K) => Promise<T>): Live<T> {
  const [value, setValue] = createSignal<T | undefined>(undefined);
  const [error, setError] = createSignal<unknown>(undefined);
  createEffect(
    on(key, (current) => {
      setValue(undefined);
      const stop = watch(
        () => query(current),
        (next) => setValue(() => next),
        (reason) => setError(() => reason),
      );
      onCleanup(stop);
    }),
  );
  return { value, error };
}
