import { liveQuery } from "dexie";

/** Runs `query` now and after every change of what it read, in any tab or worker; returns its own undoing. */
export function watch<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (reason: unknown) => void,
): () => void {
  const subscription = liveQuery(query).subscribe(onValue, onError);
  return () => subscription.unsubscribe();
}
