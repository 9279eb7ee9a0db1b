import type { MainDatabase } from "../../storage/database.ts";
import { type FreshSecret, openProjectKeys, type ProjectKeys } from "../../storage/keys.ts";

/** The project's keys, and the secret of a key that this worker has made, until it lies under a passphrase. */
export interface KeyHolder {
  /** Read anew each time: another tab may have taken a key from a file. */
  keys(): Promise<ProjectKeys>;
  fresh(): FreshSecret | null;
  /** Clears the secret from memory. */
  forget(): void;
}

/** Opens or makes the project's key in `database`; a fresh secret stays in this worker's memory only. */
export function makeKeyHolder(database: MainDatabase): KeyHolder {
  let held: FreshSecret | null = null;
  return {
    keys: () =>
      openProjectKeys(database, (fresh) => {
        held = fresh;
      }),
    fresh: () => held,
    forget: () => {
      held?.secret.fill(0);
      held = null;
    },
  };
}

/**
 * Keeps imports and changes of the key apart, in all tabs: imports share the lock, a change takes it alone and finds out at
 * once when it cannot. Resolves to null then. Where there are no locks (Node) there is one worker.
 */
export async function withKeyLock<T>(
  mode: "shared" | "exclusive",
  work: () => Promise<T>,
): Promise<T | null> {
  const locks = (globalThis.navigator as WorkerNavigator | undefined)?.locks;
  if (!locks) return work();
  return locks.request("overread-project-key", { mode, ifAvailable: mode === "exclusive" }, (lock) =>
    lock ? work() : Promise.resolve(null),
  );
}
