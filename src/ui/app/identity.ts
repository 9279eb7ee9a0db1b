import { uuidFrom } from "../../domain/instance-uid.ts";
import type { MainDatabase } from "../../storage/database.ts";

/** Pseudonymous ids of this device and its person, kept in the store. `tab` is new at each start. */
export interface Identity {
  readonly user: string;
  readonly device: string;
  readonly tab: string;
}

/** Cryptographically random bytes. */
export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** Reads the ids, or makes them at the first start. Asked for at each use: the person changes (settings), in any tab. */
export async function readIdentity(database: MainDatabase): Promise<Identity> {
  const tab = uuidFrom(randomBytes(16));
  // Made once: afterwards nobody waits for the turn of a write.
  const [user, device] = (await database.settings.bulkGet(["user", "device"])).map((row) => row?.value);
  if (typeof user === "string" && typeof device === "string") return { user, device, tab };
  return database.transaction("rw", database.settings, async () => {
    const made = async (key: string): Promise<string> => {
      const row = await database.settings.get(key);
      if (typeof row?.value === "string") return row.value;
      const value = uuidFrom(randomBytes(16));
      await database.settings.put({ key, value });
      return value;
    };
    return { user: await made("user"), device: await made("device"), tab };
  });
}
