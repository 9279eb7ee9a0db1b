import type { MainDatabase } from "./database.ts";

const locks = () => (globalThis.navigator as Navigator | undefined)?.locks;

const lockName = ({ name }: Pick<MainDatabase, "name">, id: string) => `overread-pack-${name}-${id}`;

/**
 * Keeps a pack from being tidied until the function that it resolves to is called, or the tab is gone. Null where the browser has no locks:
 * there nothing may go into packs.
 */
export async function holdPack(database: MainDatabase, id: string): Promise<(() => void) | null> {
  const held = locks();
  if (!held) return null;
  return new Promise((resolve, reject) => {
    held
      .request(lockName(database, id), () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });
}

/** Runs `work` as the only one that writes a pack. False, and nothing done, while someone else does. Without locks it is done at once. */
export async function ifPackIsFree(
  database: MainDatabase,
  id: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const held = locks();
  if (!held) {
    await work();
    return true;
  }
  return held.request(lockName(database, id), { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

/** Runs `work` when whoever writes a pack has ended, or was killed. */
export function whenPackIsFree(database: MainDatabase, id: string, work: () => Promise<void>): void {
  void locks()
    ?.request(lockName(database, id), work)
    .catch(() => undefined);
}
