import type { EntityTable, Table } from "dexie";

/** An image whose chunks are on their way into a store: they count for nothing before its own row is there. */
export interface UnfinishedRow {
  readonly sopUid: string;
}

/** The tables of one store that a large image goes into piece by piece. */
export interface PartTables {
  readonly unfinished: EntityTable<UnfinishedRow, "sopUid">;
  /** Keyed by `[sopUid, index]`. */
  readonly parts: Table<unknown, [string, number]>;
  /** The rows of whole images, by `sopUid`: parts of one that has its row are never taken away. */
  readonly whole: Table<unknown, string>;
}

const lockName = ({ parts }: PartTables, sopUid: string) => `overread-storing-${parts.db.name}-${sopUid}`;

const locks = () => (globalThis.navigator as Navigator | undefined)?.locks;

async function dropParts({ unfinished, parts, whole }: PartTables, sopUid: string): Promise<void> {
  await parts.db.transaction("rw", [unfinished, parts, whole], async () => {
    if (!(await whole.get(sopUid)))
      await parts.where("[sopUid+index]").between([sopUid, 0], [sopUid, Number.MAX_SAFE_INTEGER]).delete();
    await unfinished.delete(sopUid);
  });
}

/**
 * Runs `store`, which writes the chunks of an image in several transactions and deletes its unfinished row in the one that writes the
 * image's own. Where it rejects, every chunk goes again. One tab at a time stores an image; null where another one has it whole already.
 */
export async function storingParts<T>(
  tables: PartTables,
  sopUid: string,
  store: () => Promise<T>,
): Promise<T | null> {
  const run = async () => {
    if (await tables.whole.get(sopUid)) return null;
    await tables.unfinished.put({ sopUid });
    try {
      return await store();
    } catch (reason) {
      await dropParts(tables, sopUid).catch(() => undefined);
      throw reason;
    }
  };
  const held = locks();
  return held ? held.request(lockName(tables, sopUid), run) : run();
}

/** Removes what a killed tab had begun to store. What another tab is storing now stays. Returns how many images were begun. */
export async function sweepParts(tables: PartTables): Promise<number> {
  let swept = 0;
  for (const { sopUid } of await tables.unfinished.toArray()) {
    const sweep = async () => {
      await dropParts(tables, sopUid);
      swept++;
    };
    const held = locks();
    if (held) await held.request(lockName(tables, sopUid), { ifAvailable: true }, (lock) => lock && sweep());
    else await sweep();
  }
  return swept;
}
