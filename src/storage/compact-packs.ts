import type { Instance, PackPlace } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { storedFile } from "./file-places.ts";
import { holdPack, ifPackIsFree } from "./pack-lock.ts";
import { isMostlyDead, mostlyDead, packEnd, packGapsOf, tidyHeldPack, tidyPacks } from "./packs.ts";
import { freeSpace } from "./quota.ts";
import { openShared } from "./shared-handle.ts";

/** When packs are left as they are. */
export interface Compaction {
  /** Ends between two images; what was copied of this pack goes again. */
  readonly signal?: AbortSignal;
  /** A study that somebody has open keeps its packs until it is closed. */
  readonly isOpen: (studyUid: string) => Promise<boolean>;
}

/** An image with its new place. */
interface Copied {
  readonly image: Instance;
  readonly place: PackPlace;
}

/** Bytes at a time. */
const pieceBytes = 4 << 20;

/** Kept free beside the copy: labels are drawn meanwhile. */
const spareBytes = 32 << 20;

const fileOf = (id: string) => ({ kind: "packs", name: id }) as const;

const lost = () => new DOMException("A part of the pack is not there", "NotReadableError");

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Copies images of a pack into a new one, waits for the disk, and makes sure of every byte. */
async function copyImages(
  database: MainDatabase,
  images: readonly Instance[],
  from: Blob,
  id: string,
  goOn: () => Promise<void>,
): Promise<readonly Copied[]> {
  const handle = await openShared(database, fileOf(id), { make: true });
  if (!handle) throw new DOMException("Someone else has it", "NoModificationAllowedError");
  try {
    const copied: Copied[] = [];
    let end = 0;
    for (const image of images) {
      await goOn();
      const begin = image.pack?.at ?? 0;
      copied.push({ image, place: { id, at: end } });
      for (let at = 0; at < image.lengthBytes; at += pieceBytes) {
        const length = Math.min(pieceBytes, image.lengthBytes - at);
        const bytes = new Uint8Array(await from.slice(begin + at, begin + at + length).arrayBuffer());
        if (bytes.length !== length) throw lost();
        // Some browsers write what fits on the disk and say so.
        if (handle.write(bytes, { at: end }) !== length)
          throw new DOMException("The disk is full", "QuotaExceededError");
        const there = new Uint8Array(length);
        if (handle.read(there, { at: end }) !== length || !isEqual(there, bytes)) throw lost();
        end += length;
      }
    }
    await handle.flush();
    return copied;
  } finally {
    await handle.close();
  }
}

/**
 * Has the rows of all images of a pack name their new places, in one transaction. One that was put away or erased while it was copied leaves
 * a gap in the new pack, as it left one in the old.
 */
function switchRows(database: MainDatabase, from: string, copied: readonly Copied[]): Promise<void> {
  const { instances, packGaps } = database;
  return database.transaction("rw", [instances, packGaps], async () => {
    const places = new Map(copied.map(({ image, place }) => [image.sopUid, { image, place }]));
    const rows = await instances.where("pack.id").equals(from).toArray();
    const moved = rows.map((row) => {
      const to = places.get(row.sopUid);
      places.delete(row.sopUid);
      if (!to || to.image.pack?.at !== row.pack?.at || to.image.lengthBytes !== row.lengthBytes) throw lost();
      return { ...row, pack: to.place };
    });
    await instances.bulkPut(moved);
    const gone = [...places.values()].map(({ image, place }) => ({ ...image, pack: place }));
    await packGaps.bulkPut(packGapsOf(gone));
  });
}

/** As {@link compactPacks}, for one, by whoever has its lock. The bytes of the new pack; null where there is nothing to do. */
async function compactHeld(
  database: MainDatabase,
  from: string,
  { signal, isOpen }: Compaction,
): Promise<number | null> {
  const rows = await database.instances.where("pack.id").equals(from).toArray();
  const images = rows.toSorted((a, b) => (a.pack?.at ?? 0) - (b.pack?.at ?? 0));
  const file = await storedFile(database, fileOf(from));
  // What the browser lost of a pack cannot be copied: those images are damaged, and say so where they are.
  if (!file || !isMostlyDead(images, file.size) || file.size < packEnd(images)) return null;
  const liveBytes = images.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  if ((await freeSpace()).freeBytes < liveBytes + spareBytes)
    throw new DOMException("No room for the copy", "QuotaExceededError");
  const studies = [...new Set(images.map(({ studyUid }) => studyUid))];
  const goOn = async () => {
    signal?.throwIfAborted();
    for (const study of studies)
      if (await isOpen(study)) throw new DOMException("The study is open", "AbortError");
  };
  const id = crypto.randomUUID();
  const release = await holdPack(database, id);
  // A sweep in another tab could not know that it is written.
  if (!release) throw new DOMException("No locks", "NotSupportedError");
  try {
    const copied = await copyImages(database, images, file, id, goOn);
    await goOn();
    await switchRows(database, from, copied);
  } finally {
    // By what the rows say now, whatever became of the transaction.
    await tidyHeldPack(database, id).catch(() => 0);
    release();
  }
  return (await storedFile(database, fileOf(id)))?.size ?? 0;
}

/**
 * Copies what lives in packs that are mostly dead (`packGaps`) into packs of their own, and deletes the old ones. At every moment the rows
 * name a pack in which all their bytes are on the disk: what a crash leaves beside it no row names, and the next sweep removes it. Whoever
 * reads by an old row finds the new place (`storedRange`). In dedicated workers only: elsewhere, without room and while the study is open
 * packs wait for a later start. Gives the bytes that became free; never rejects.
 */
export async function compactPacks(database: MainDatabase, compaction: Compaction): Promise<number> {
  let freed = 0;
  const marks = await database.packGaps
    .filter(({ at }) => at === mostlyDead)
    .toArray()
    .catch(() => []);
  for (const { pack } of marks) {
    if (compaction.signal?.aborted) break;
    const before = (await storedFile(database, fileOf(pack)))?.size ?? 0;
    let after = Number.NaN;
    const compact = async () => {
      after = (await compactHeld(database, pack, compaction)) ?? Number.NaN;
      await database.packGaps.delete([pack, mostlyDead]);
    };
    // What fails stays as it was, with its mark.
    await ifPackIsFree(database, pack, compact).catch(() => false);
    if (Number.isNaN(after)) continue;
    await tidyPacks(database, [pack]);
    if (!(await storedFile(database, fileOf(pack)))) freed += before - after;
  }
  return freed;
}
