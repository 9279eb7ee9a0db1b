import type { Dexie } from "dexie";
import { isConnectionError, toSaveError } from "./save-error.ts";

const waitsMs = [100, 400, 1600];

const wait = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** Runs a write; when the connection is gone, opens the store again and retries after 100, 400 and 1600 ms. */
export async function withRetry<T>(db: Dexie, write: () => Promise<T>, pause = wait): Promise<T> {
  for (const delayMs of waitsMs) {
    try {
      return await write();
    } catch (error) {
      if (!isConnectionError(error)) throw toSaveError(error);
      await pause(delayMs);
      try {
        db.close({ disableAutoOpen: false });
        await db.open();
      } catch {
        // The next attempt opens it again and tells its own error.
      }
    }
  }
  try {
    return await write();
  } catch (error) {
    throw toSaveError(error);
  }
}
