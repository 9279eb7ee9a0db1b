import type { Deidentified } from "../domain/deid/deidentified.ts";
import type { Instance, PackPlace } from "../domain/study.ts";
import type { MainDatabase, PackGapRow } from "./database.ts";
import { removeStoredFile, storedFile, storedFileNames } from "./file-places.ts";
import type { InstanceWithBytes } from "./instances.ts";
import { ifPackIsFree, whenPackIsFree } from "./pack-lock.ts";
import { openShared, type SharedHandle } from "./shared-handle.ts";

/** What the bytes of many images of one series go into at once (viewer-and-tools 3.11), before the transaction that writes their rows. */
export interface PackWriter {
  /**
   * Writes those that belong into a pack and waits for the disk. Tells where each lies; null: it goes into rows. Rejects with
   * `QuotaExceededError` where the disk is full, with nothing written.
   */
  append(batch: readonly Deidentified<InstanceWithBytes>[]): Promise<readonly (PackPlace | null)[]>;
  /** What was appended last has its rows. */
  keep(): Promise<void>;
  /** It has none: its bytes go again. */
  drop(): Promise<void>;
  /** Ends all packs: another import has packs of its own. Never rejects. */
  close(): Promise<void>;
}

/** What images leave in their packs when their rows name them no longer; for the transaction that sees to that. */
export const packGapsOf = (images: readonly Pick<Instance, "pack" | "lengthBytes">[]): PackGapRow[] =>
  images.flatMap(({ pack, lengthBytes }) => (pack ? [{ pack: pack.id, at: pack.at, lengthBytes }] : []));

/** Where a `PackGapRow` lies that says so of a whole pack: more than half of it is dead. */
export const mostlyDead = -2;

/** The first byte behind the last image of a pack. */
export const packEnd = (images: readonly Pick<Instance, "pack" | "lengthBytes">[]): number =>
  images.reduce((most, { pack, lengthBytes }) => Math.max(most, (pack?.at ?? 0) + lengthBytes), 0);

/** Whether images take less than half of their pack: then it is worth to copy them (`compactPacks`). */
export const isMostlyDead = (images: readonly Pick<Instance, "lengthBytes">[], sizeBytes: number): boolean =>
  images.length > 0 && 2 * images.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0) < sizeBytes;

/** Overwrites a range in pieces. */
function writeZeros(handle: SharedHandle, from: number, to: number): void {
  const zeros = new Uint8Array(Math.min(1 << 20, Math.max(0, to - from)));
  for (let at = from; at < to; ) {
    const written = handle.write(zeros.subarray(0, to - at), { at });
    if (written <= 0) throw new DOMException("The disk is full", "QuotaExceededError");
    at += written;
  }
}

/**
 * Overwrites what no row names in a pack, cuts off what lies behind its last image, and deletes it when there is none left. By whoever has
 * its lock. Gives the bytes that became free.
 */
export async function tidyHeldPack(database: MainDatabase, id: string): Promise<number> {
  const file = { kind: "packs", name: id } as const;
  const gaps = await database.packGaps.where("pack").equals(id).toArray();
  const images = await database.instances.where("pack.id").equals(id).toArray();
  const before = (await storedFile(database, file))?.size ?? 0;
  const end = packEnd(images);
  if (images.length === 0) await removeStoredFile(database, file);
  else if (before > 0) {
    const handle = await openShared(database, file);
    if (!handle) throw new DOMException("Someone else has it", "NoModificationAllowedError");
    try {
      await handle.truncate(Math.min(before, end));
      // Over what is there, not behind it: a lost image must not come back as zeros.
      const last = Math.min(end, before);
      for (const { at, lengthBytes } of gaps) writeZeros(handle, at, Math.min(at + lengthBytes, last));
      await handle.flush();
    } finally {
      await handle.close();
    }
  }
  await database.transaction("rw", database.packGaps, async () => {
    await database.packGaps.bulkDelete(gaps.map(({ pack, at }) => [pack, at]));
    if (isMostlyDead(images, Math.min(before, end)))
      await database.packGaps.put({ pack: id, at: mostlyDead, lengthBytes: 0 });
  });
  return Math.max(0, before - end);
}

/**
 * Tidies packs of which images were deleted in a transaction that left a gap of each. One that is being written now
 * is tidied when that ends, one that cannot be written at the next start. Gives the bytes that became free.
 */
export async function tidyPacks(database: MainDatabase, ids: Iterable<string>): Promise<number> {
  let freed = 0;
  for (const id of new Set(ids)) {
    const tidy = async () => {
      freed += await tidyHeldPack(database, id).catch(() => 0);
    };
    // Whoever writes it may have been killed just now: then nobody else would come.
    if (!(await ifPackIsFree(database, id, tidy))) whenPackIsFree(database, id, tidy);
  }
  return freed;
}

/** Ends packs that the caller wrote and still holds: most have nothing to tidy. `loose`: bytes may lie behind the last image. */
export async function settlePacks(
  database: MainDatabase,
  ids: readonly string[],
  loose: ReadonlySet<string>,
): Promise<void> {
  const gaps = await database.packGaps
    .where("pack")
    .anyOf([...ids])
    .primaryKeys();
  const untidy = new Set([...loose, ...gaps.flatMap(([pack, at]) => (at >= 0 ? [pack] : []))]);
  await database.packGaps.bulkDelete(gaps.filter(([pack]) => !untidy.has(pack)));
  for (const id of untidy) await tidyHeldPack(database, id).catch(() => undefined);
}

/** Removes packs that no image names, and tidies those that a killed tab or an erasure left untidy. What another tab writes now stays. */
export async function sweepPacks(database: MainDatabase): Promise<void> {
  const names = await storedFileNames(database, "packs").catch(() => []);
  const named = new Set<unknown>(await database.instances.orderBy("pack.id").uniqueKeys());
  const gaps = await database.packGaps.filter(({ at }) => at !== mostlyDead).toArray();
  const untidy = gaps.map(({ pack }) => pack);
  await tidyPacks(database, [...names.filter((name) => !named.has(name)), ...untidy]);
}
