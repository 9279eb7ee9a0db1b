import { crc32 } from "../png/crc32.ts";

/** Where a zip is written: bytes at an offset, in any order. */
export interface ZipTarget {
  write(bytes: Uint8Array, atBytes: number): void;
}

/** Where the bytes of an entry lie in the archive, and their CRC-32. */
export interface ZipPlace {
  readonly at: number;
  readonly size: number;
  readonly crc: number;
}

/** A stored entry that is being written; no other may be begun before it is closed. */
export interface OpenEntry {
  put(part: Uint8Array): void;
  close(): ZipPlace;
}

export interface ZipWriter {
  /** Begins a stored entry whose parts are written as they come, so that a large file needs no second copy. */
  open(name: string): OpenEntry;
  /** A stored entry whose parts are all at hand. */
  add(name: string, parts: Iterable<Uint8Array>): ZipPlace;
  /** Writes the central directory; returns the length of the whole file in bytes. */
  finish(): number;
}

interface Entry {
  readonly name: Uint8Array;
  readonly crc: number;
  readonly size: number;
  readonly at: number;
}

const limit = 0xffffffff;
// 1 January 1980: equal content makes equal bytes.
const dosDate = 0x0021;

function record(size: number, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  fill(new DataView(bytes.buffer));
  return bytes;
}

/** The ZIP64 field of an entry (APPNOTE 4.5.3), or nothing where 32 bits do. */
function zip64Field(values: readonly number[]): Uint8Array {
  const wide = values.filter((value) => value >= limit);
  if (wide.length === 0) return new Uint8Array(0);
  return record(4 + 8 * wide.length, (view) => {
    view.setUint16(0, 1, true);
    view.setUint16(2, 8 * wide.length, true);
    wide.forEach((value, i) => {
      view.setBigUint64(4 + 8 * i, BigInt(value), true);
    });
  });
}

function localHeader(entry: Entry): Uint8Array {
  return record(30, (view) => {
    view.setUint32(0, 0x04034b50, true);
    view.setUint16(4, 45, true);
    view.setUint16(6, 0x0800, true);
    view.setUint16(12, dosDate, true);
    view.setUint32(14, entry.crc, true);
    view.setUint32(18, limit, true);
    view.setUint32(22, limit, true);
    view.setUint16(26, entry.name.length, true);
    view.setUint16(28, 20, true);
  });
}

function centralHeader(entry: Entry, extra: number): Uint8Array {
  return record(46, (view) => {
    view.setUint32(0, 0x02014b50, true);
    view.setUint16(4, 45, true);
    view.setUint16(6, 45, true);
    view.setUint16(8, 0x0800, true);
    view.setUint16(14, dosDate, true);
    view.setUint32(16, entry.crc, true);
    view.setUint32(20, Math.min(entry.size, limit), true);
    view.setUint32(24, Math.min(entry.size, limit), true);
    view.setUint16(28, entry.name.length, true);
    view.setUint16(30, extra, true);
    view.setUint32(42, Math.min(entry.at, limit), true);
  });
}

function closing(count: number, at: number, size: number): Uint8Array {
  return record(98, (view) => {
    view.setUint32(0, 0x06064b50, true);
    view.setBigUint64(4, 44n, true);
    view.setUint16(12, 45, true);
    view.setUint16(14, 45, true);
    view.setBigUint64(24, BigInt(count), true);
    view.setBigUint64(32, BigInt(count), true);
    view.setBigUint64(40, BigInt(size), true);
    view.setBigUint64(48, BigInt(at), true);
    view.setUint32(56, 0x07064b50, true);
    view.setBigUint64(64, BigInt(at + size), true);
    view.setUint32(72, 1, true);
    view.setUint32(76, 0x06054b50, true);
    view.setUint16(84, Math.min(count, 0xffff), true);
    view.setUint16(86, Math.min(count, 0xffff), true);
    view.setUint32(88, Math.min(size, limit), true);
    view.setUint32(92, Math.min(at, limit), true);
  });
}

/** Writes a stored ZIP64 archive with UTF-8 names and fixed times (PKWARE APPNOTE 6.3). */
export function makeZipWriter(target: ZipTarget, encodeName: (name: string) => Uint8Array): ZipWriter {
  const entries: Entry[] = [];
  let end = 0;
  const put = (bytes: Uint8Array) => {
    target.write(bytes, end);
    end += bytes.length;
  };
  const open = (name: string): OpenEntry => {
    const at = end;
    const encoded = encodeName(name);
    end += 30 + encoded.length + 20;
    let crc = 0;
    let size = 0;
    const close = () => {
      const entry = { name: encoded, crc, size, at };
      target.write(localHeader(entry), at);
      target.write(encoded, at + 30);
      // The local sizes always stand in the ZIP64 field: the size is known only after the parts went by.
      const sizes = record(20, (view) => {
        view.setUint16(0, 1, true);
        view.setUint16(2, 16, true);
        view.setBigUint64(4, BigInt(size), true);
        view.setBigUint64(12, BigInt(size), true);
      });
      target.write(sizes, at + 30 + encoded.length);
      entries.push(entry);
      return { at: at + 30 + encoded.length + 20, size, crc };
    };
    return {
      put(part) {
        put(part);
        crc = crc32(part, crc);
        size += part.length;
      },
      close,
    };
  };
  return {
    open,
    add(name, parts) {
      const entry = open(name);
      for (const part of parts) entry.put(part);
      return entry.close();
    },
    finish() {
      const at = end;
      for (const entry of entries) {
        const field = zip64Field([entry.size, entry.size, entry.at]);
        put(centralHeader(entry, field.length));
        put(entry.name);
        put(field);
      }
      put(closing(entries.length, at, end - at));
      return end;
    },
  };
}
