import type { PackPlace } from "../../domain/study.ts";
import { holdPack } from "../../storage/pack-lock.ts";
import { type PackWriter, settlePacks } from "../../storage/packs.ts";
import { isQuotaError } from "../../storage/save-error.ts";
import { openShared, type SharedHandle } from "../../storage/shared-handle.ts";
import type { ImportContext } from "./import-context.ts";

/** So many bytes of a series lie in rows before the rest of it goes into a pack: each costs a file, a lock and a wait for the disk. */
const defaultPackAbove = 4_000_000;

/** Packs whose files stay open; those of others are opened anew. */
const mostOpen = 8;

/** A pack that this import writes. */
interface Pack {
  readonly id: string;
  /** After the last image that has its row. */
  end: number;
  /** After the last one that was written. */
  at: number;
  handle: SharedHandle | null;
}

/** What this import was given of a series. */
interface GrowingSeries {
  bytes: number;
  pack: Pack | null;
  /** A file of it failed: the rest goes into rows. */
  failed: boolean;
}

const taken = () => new DOMException("Someone else has the file", "NoModificationAllowedError");

/**
 * Packs for what one import stores, of each series that is large enough. Where the browser gives no file or no lock, or a file fails for
 * another reason than a full disk, images go into rows and nobody is told.
 */
export function makePackWriter({ database, packAbove = defaultPackAbove }: ImportContext): PackWriter {
  const series = new Map<string, GrowingSeries>();
  /** How the lock of each pack is let go. */
  const held = new Map<string, () => void>();
  /** Packs in which bytes may lie that no row names. */
  const loose = new Set<string>();
  /** Packs with an open file, those used last at the end. */
  const opened = new Set<Pack>();

  const open = async (pack: Pack): Promise<SharedHandle> => {
    pack.handle ??= await openShared(database, { kind: "packs", name: pack.id }, { make: true });
    if (!pack.handle) throw taken();
    opened.delete(pack);
    opened.add(pack);
    return pack.handle;
  };
  const shut = async (pack: Pack) => {
    const { handle } = pack;
    opened.delete(pack);
    pack.handle = null;
    await handle?.close();
  };
  const begin = async (): Promise<Pack | null> => {
    const id = crypto.randomUUID();
    const release = await holdPack(database, id).catch(() => null);
    if (!release) return null;
    held.set(id, release);
    return { id, end: 0, at: 0, handle: null };
  };
  const write = async (one: GrowingSeries, chunks: readonly ArrayBuffer[]): Promise<PackPlace | null> => {
    if (one.failed || one.bytes <= packAbove) return null;
    one.pack ??= await begin();
    const { pack } = one;
    one.failed = !pack;
    if (!pack) return null;
    const handle = await open(pack);
    const place = { id: pack.id, at: pack.at };
    for (const bytes of chunks) {
      const written = handle.write(bytes, { at: pack.at });
      // A full disk: some browsers write what fits and say so.
      pack.at += written;
      if (written !== bytes.byteLength) throw new DOMException("The disk is full", "QuotaExceededError");
    }
    return place;
  };
  const writer: PackWriter = {
    append: async (batch) => {
      let at: GrowingSeries | null = null;
      try {
        const places: (PackPlace | null)[] = [];
        for (const { instance, chunks } of batch) {
          at = series.get(instance.seriesUid) ?? { bytes: 0, pack: null, failed: false };
          series.set(instance.seriesUid, at);
          at.bytes += instance.lengthBytes;
          places.push(await write(at, chunks));
        }
        for (at of series.values()) if (at.pack && at.pack.at > at.pack.end) await at.pack.handle?.flush();
        return places;
      } catch (reason) {
        await writer.drop();
        if (isQuotaError(reason) || !at) throw reason;
        at.failed = true;
        return writer.append(batch);
      }
    },
    keep: async () => {
      for (const { pack } of series.values()) if (pack) pack.end = pack.at;
      for (const pack of [...opened].slice(0, -mostOpen)) await shut(pack).catch(() => undefined);
    },
    drop: async () => {
      for (const one of series.values()) {
        const { pack } = one;
        if (!pack || pack.at === pack.end) continue;
        pack.at = pack.end;
        try {
          await pack.handle?.truncate(pack.end);
        } catch {
          // Not even that: what is there stays readable, and the next image has another file.
          loose.add(pack.id);
          one.pack = null;
          await shut(pack).catch(() => undefined);
        }
      }
    },
    close: async () => {
      for (const pack of opened) await shut(pack).catch(() => undefined);
      for (const { pack } of series.values()) if (pack?.end === 0) loose.add(pack.id);
      await settlePacks(database, [...held.keys()], loose).catch(() => undefined);
      for (const release of held.values()) release();
      held.clear();
    },
  };
  return writer;
}
