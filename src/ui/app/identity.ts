import { uuidFrom } from "../../domain/instance-uid.ts";
import type { MainDatabase } from "../../storage/database.ts";

/** Pseudonymous ids of this device and its person; made once, kept in the store. `tab` is new at each start. */
export interface Identity {
  readonly user: string;
  readonly device: string;
  readonly tab: string;
}

/** Cryptographically random bytes. */
export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** They never change: a page asks its store for them once. */
const known = new WeakMap<MainDatabase, Omit<Identity, "tab">>();

/** Reads the ids, or makes them at the first start. */
export async function readIdentity(database: MainDatabase): Promise<Identity> {
  const ids = known.get(database) ?? (await readIds(database));
  known.set(database, ids);
  return { ...ids, tab: uuidFrom(randomBytes(16)) };
}

async function readIds(database: MainDatabase): Promise<Omit<Identity, "tab">> {
  // Made once: afterwards nobody waits for the turn of a write.
  const [user, device] = (await database.settings.bulkGet(["user", "device"])).map((row) => row?.value);
  if (typeof user === "string" && typeof device === "string") return { user, device };
  return database.transaction("rw", database.settings, async () => {
    const made = async (key: string): Promise<string> => {
      const row = await database.settings.get(key);
      if (typeof row?.value === "string") return row.value;
      const value = uuidFrom(randomBytes(16));
      await database.settings.put({ key, value });
      return value;
    };
    return { user: await made("user"), device: await made("device") };
  });
}
