import type { EntityTable, Table } from "dexie";

/** An image whose chunks are on their way into a store: they count for nothing before its own row is there. */
export interface UnfinishedRow {
  readonly sopUid: string;
}

/** What the row of an image says of its bytes. */
export interface WholeRow {
  readonly inFile?: boolean;
  readonly pack?: unknown;
  readonly evicted?: boolean;
}

/** The tables of one store that a large image goes into piece by piece. */
export interface PartTables {
  readonly unfinished: EntityTable<UnfinishedRow, "sopUid">;
  /** Keyed by `[sopUid, index]`. */
  readonly parts: Table<unknown, [string, number]>;
  /** The rows of whole images, by `sopUid`: the bytes of one that has its row are never taken away, unless it says that they were put away. */
  readonly whole: Table<WholeRow, string>;
  /** Where this store may keep an image in a file instead. */
  readonly files?: {
    names(): Promise<readonly string[]>;
    remove(sopUid: string): Promise<void>;
  };
}

const lockName = ({ parts }: PartTables, sopUid: string) => `overread-storing-${parts.db.name}-${sopUid}`;

const locks = () => (globalThis.navigator as Navigator | undefined)?.locks;

/** Where the bytes of an image that is whole lie; null when it is not. */
function placeOf(row: WholeRow | undefined): "file" | "pack" | "parts" | null {
  if (!row || row.evicted) return null;
  if (row.pack) return "pack";
  return row.inFile ? "file" : "parts";
}

/** Takes away what the image's own row does not name. Its unfinished row goes last, so that what could not be removed is tried again. */
async function dropParts({ unfinished, parts, whole, files }: PartTables, sopUid: string): Promise<void> {
  const place = await parts.db.transaction("rw", [unfinished, parts, whole], async () => {
    const named = placeOf(await whole.get(sopUid));
    if (named !== "parts")
      await parts.where("[sopUid+index]").between([sopUid, 0], [sopUid, Number.MAX_SAFE_INTEGER]).delete();
    return named;
  });
  if (place !== "file") await files?.remove(sopUid);
  await unfinished.delete(sopUid);
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
    if (placeOf(await tables.whole.get(sopUid))) return null;
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

/**
 * Removes the bytes of images whose rows were deleted, or say that they were put away, in a transaction that left an unfinished row of each.
 * What cannot be removed now is swept at the next start.
 */
export async function dropNamelessParts(tables: PartTables, sopUids: readonly string[]): Promise<void> {
  for (const sopUid of sopUids) {
    const drop = () => dropParts(tables, sopUid);
    const held = locks();
    await (held ? held.request(lockName(tables, sopUid), drop) : drop()).catch(() => undefined);
  }
}

/**
 * Removes what a killed tab had begun to store, and files that no image names. What another tab is storing now stays. Returns how many images
 * were begun.
 */
export async function sweepParts(tables: PartTables): Promise<number> {
  const { unfinished, whole, files } = tables;
  const begun = (await unfinished.toArray()).map(({ sopUid }) => sopUid);
  const names = (await files?.names().catch(() => [])) ?? [];
  const rows = await whole.bulkGet([...names]);
  const strays = names.filter((_, at) => placeOf(rows[at]) !== "file");
  let swept = 0;
  for (const sopUid of new Set([...begun, ...strays])) {
    const sweep = () =>
      dropParts(tables, sopUid).then(
        () => swept++,
        () => undefined,
      );
    const held = locks();
    if (held) await held.request(lockName(tables, sopUid), { ifAvailable: true }, (lock) => lock && sweep());
    else await sweep();
  }
  return swept;
}
