import { liveQuery } from "dexie";

/** Runs `query` now and after every change of what it read, in any tab or worker; returns its own undoing. */
export function watch<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (reason: unknown) => void,
): () => void {
  // Dexie follows what is read after an `await` of another promise than its own only where the function itself is async.
  const subscription = liveQuery(async () => query()).subscribe(onValue, onError);
  return () => subscription.unsubscribe();
}
