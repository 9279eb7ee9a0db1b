import { uuidFrom } from "../domain/instance-uid.ts";
import type { MainDatabase } from "./database.ts";

/** One row of `settings` for each page that is open, and a lock of that name as long as it lives. */
const prefix = "awake.";

/** Whether a row of `settings` is one of these. */
export const isAwakeKey = (key: string): boolean => key.startsWith(prefix);

/** Held on to: a promise that nobody can reach any more gives its lock away. */
const forever = new Promise<void>(() => undefined);

const locks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks;

/** Keys of pages that are gone and did not say so: their browser died, and what they were writing may be half there. */
export async function leftAwake(db: MainDatabase): Promise<string[]> {
  const keys = (await db.settings.where("key").startsWith(prefix).primaryKeys()) as string[];
  if (keys.length === 0) return keys;
  const { held } = (await locks()?.query()) ?? {};
  const alive = new Set(held?.map(({ name }) => name));
  return keys.filter((key) => !alive.has(key));
}

/** Says that this page is open, until it goes in an orderly way; takes back what others `left`. */
export async function sayAwake(db: MainDatabase, left: readonly string[]): Promise<void> {
  const key = prefix + uuidFrom(crypto.getRandomValues(new Uint8Array(16)));
  const come = () => db.settings.put({ key, value: true });
  void locks()?.request(key, () => forever);
  await db.transaction("rw", db.settings, async () => {
    await db.settings.bulkDelete([...left]);
    await come();
  });
  addEventListener("pagehide", () => {
    // Past Dexie: nobody is there any more to hear of an answer, so the end is asked for along with it. Where other writes are still before it
    // the browser drops it: then the log is turned once more than it had to be.
    const going = db.isOpen() ? db.backendDB().transaction("settings", "readwrite") : null;
    going?.objectStore("settings").delete(key);
    going?.commit();
  });
  // A page that was only put aside comes back.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void come().catch(() => undefined);
  });
}
