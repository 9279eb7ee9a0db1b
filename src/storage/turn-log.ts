import Dexie, { type EntityTable } from "dexie";
import { dropBallast } from "./ballast.ts";
import type { MainDatabase } from "./database.ts";

/** Below the 64 kB from which Chromium keeps a value beside the log, in a file of its own. */
const rowBytes = 60_000;
/** Together more than the 4 MiB of memory after whose filling LevelDB opens a new log. */
const rows = 72;

type Scratch = Dexie & { bytes: EntityTable<{ readonly id: number; readonly bytes: ArrayBuffer }, "id"> };

/**
 * Has the browser's store begin a new log and drop the one it came up with; where it keeps none, does nothing.
 *
 * Chromium keeps IndexedDB in LevelDB. A process that dies while it writes leaves half a record at the end of the log. The next start passes
 * over that and writes on behind it; the start after that finds the half record in the middle, takes the store for damaged and deletes all of it.
 * A log that was filled is written out and dropped, with its half record. So after a page that did not end in an orderly way it is filled, with
 * bytes that are gone again at once (some 4 MB, a quarter of a second).
 *
 * On a full disk that would do more harm than the half record: it is done in the room of the ballast, and where there is none, not at all.
 */
export async function turnStoreLog(db: MainDatabase): Promise<void> {
  if (!("userAgentData" in navigator)) return; // of all browsers only those that are Chromium within have it
  if (!(await dropBallast(db))) return;
  const scratch = new Dexie("overread-scratch", { chromeTransactionDurability: "relaxed" }) as Scratch;
  scratch.version(1).stores({ bytes: "id" });
  try {
    const bytes = new ArrayBuffer(rowBytes);
    // In one transaction: a page that is closed before its end has written nothing behind the half record.
    await scratch.bytes.bulkPut(Array.from({ length: rows }, (_, id) => ({ id, bytes })));
  } finally {
    await scratch.delete();
  }
}
