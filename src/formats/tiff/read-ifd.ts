import { type ByteSource, checkRange } from "../byte-source.ts";
import { FormatError } from "../format-error.ts";

/** One entry of an image file directory; `inline` holds the value bytes when they fit the entry. */
interface Entry {
  readonly type: number;
  readonly count: number;
  readonly offset: number;
}

/** One image file directory (TIFF 6.0 section 2); values are read when asked for. */
export interface TiffDirectory {
  readonly offset: number;
  readonly source: ByteSource;
  readonly littleEndian: boolean;
  /** BigTIFF: offsets of eight bytes. */
  readonly big: boolean;
  readonly entries: ReadonlyMap<number, Entry>;
}

/** Header and main chain of directories. */
export interface TiffFile {
  readonly littleEndian: boolean;
  readonly big: boolean;
  readonly directories: readonly TiffDirectory[];
}

const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

const maxPages = 20_000;
const maxEntries = 4_096;
/** Most values of one tag that are read at once; longer tables are read in parts (`chunk-table.ts`). */
const maxValues = 1 << 21;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function offsetAt(view: DataView, at: number, big: boolean, littleEndian: boolean): number {
  return big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
}

async function readDirectory(
  source: ByteSource,
  offset: number,
  big: boolean,
  littleEndian: boolean,
): Promise<{ readonly directory: TiffDirectory; readonly next: number }> {
  const countBytes = big ? 8 : 2;
  const head = viewOf(await source.read(offset, countBytes));
  const count = big ? Number(head.getBigUint64(0, littleEndian)) : head.getUint16(0, littleEndian);
  if (count === 0 || count > maxEntries) {
    throw new FormatError("parse-error", `1 to ${maxEntries} tags in a directory`, `${count}`, offset);
  }
  const size = big ? 20 : 12;
  const at = offset + countBytes;
  checkRange(source.lengthBytes, at, count * size);
  const nextBytes = big ? 8 : 4;
  // The link to the next directory may be cut off: that is the end of the chain.
  const hasNext = at + count * size + nextBytes <= source.lengthBytes;
  const view = viewOf(await source.read(at, count * size + (hasNext ? nextBytes : 0)));
  const entries = new Map<number, Entry>();
  for (let index = 0; index < count; index++) {
    const begin = index * size;
    const tag = view.getUint16(begin, littleEndian);
    const type = view.getUint16(begin + 2, littleEndian);
    const values = offsetAt(view, begin + 4, big, littleEndian);
    const bytes = (typeBytes[type] ?? 0) * values;
    const valueAt = begin + (big ? 12 : 8);
    const inline = bytes <= (big ? 8 : 4);
    if (entries.has(tag)) continue;
    const where = inline ? at + valueAt : offsetAt(view, valueAt, big, littleEndian);
    entries.set(tag, { type, count: values, offset: where });
  }
  const next = hasNext ? offsetAt(view, count * size, big, littleEndian) : 0;
  return { directory: { offset, source, littleEndian, big, entries }, next };
}

const subDirectoriesTag = 330;
/** Levels of a pyramid halve: no slide has this many. */
const maxSubDirectories = 64;

/** The directories that tag 330 points at, each with the chain behind it; what cannot be read is left out. */
export async function subDirectories(directory: TiffDirectory): Promise<readonly TiffDirectory[]> {
  const { source, big, littleEndian } = directory;
  const found: TiffDirectory[] = [];
  const seen = new Set<number>([directory.offset]);
  const count = directory.entries.get(subDirectoriesTag)?.count ?? 0;
  if (count === 0 || count > maxSubDirectories) return found;
  for (const offset of await tagNumbers(directory, subDirectoriesTag)) {
    let next = offset;
    while (next !== 0 && !seen.has(next) && found.length < maxSubDirectories) {
      seen.add(next);
      try {
        const read = await readDirectory(source, next, big, littleEndian);
        found.push(read.directory);
        next = read.next;
      } catch {
        break;
      }
    }
  }
  return found;
}

/** Reads the header and every directory of the main chain; a cycle ends the chain. Errors: {@link FormatError}. */
export async function readTiff(source: ByteSource): Promise<TiffFile> {
  const head = viewOf(await source.read(0, Math.min(16, source.lengthBytes)));
  if (head.byteLength < 8)
    throw new FormatError("not-an-image", "a TIFF header", `${head.byteLength} bytes`, 0);
  const mark = head.getUint16(0);
  const littleEndian = mark === 0x4949;
  if (!littleEndian && mark !== 0x4d4d)
    throw new FormatError("not-an-image", "a TIFF file", "other bytes", 0);
  const version = head.getUint16(2, littleEndian);
  if (version !== 42 && version !== 43)
    throw new FormatError("not-an-image", "TIFF 42 or 43", `${version}`, 2);
  const big = version === 43;
  if (big && head.byteLength < 16)
    throw new FormatError("truncated", "a BigTIFF header", `${head.byteLength} bytes`);
  let next = offsetAt(head, big ? 8 : 4, big, littleEndian);
  const directories: TiffDirectory[] = [];
  const seen = new Set<number>();
  while (next !== 0 && !seen.has(next) && directories.length < maxPages) {
    seen.add(next);
    try {
      const read = await readDirectory(source, next, big, littleEndian);
      directories.push(read.directory);
      next = read.next;
    } catch (reason) {
      // Pages before a broken link can still be seen.
      if (directories.length === 0) throw reason;
      break;
    }
  }
  if (directories.length === 0) throw new FormatError("no-pixel-data", "at least one page", "none", 4);
  return { littleEndian, big, directories };
}

/** How many values of `size` bytes the file has room for. */
const roomFor = ({ source }: TiffDirectory, { offset }: Entry, size: number) =>
  Math.floor(Math.max(0, source.lengthBytes - offset) / size);

/** How many values a tag has; 0 when the page has none. */
export const tagCount = (directory: TiffDirectory, tag: number) => directory.entries.get(tag)?.count ?? 0;

/**
 * Raw bytes of a tag, or null when the page has none. A tag that claims more values than the file has room for gives those that
 * are there, perhaps none: a page must not fail on a lie about something that its pixels may not need.
 */
export async function tagBytes(directory: TiffDirectory, tag: number): Promise<Uint8Array | null> {
  const entry = directory.entries.get(tag);
  if (!entry) return null;
  const size = typeBytes[entry.type];
  if (size === undefined) return null;
  const count = Math.min(entry.count, roomFor(directory, entry, size), maxValues);
  return count === 0 ? new Uint8Array(0) : directory.source.read(entry.offset, count * size);
}

/** Reads one value of a type at an offset: integers, rationals as quotients, floats. */
function valueAt(view: DataView, type: number, at: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}

/** Some values of a tag, from `first` on; fewer where it ends. Only they are read: a table may have millions. */
export async function tagNumbersFrom(
  directory: TiffDirectory,
  tag: number,
  first: number,
  most: number,
): Promise<number[]> {
  const entry = directory.entries.get(tag);
  const size = typeBytes[entry?.type ?? 0];
  if (!entry || size === undefined) return [];
  const count = Math.max(0, Math.min(most, Math.min(entry.count, roomFor(directory, entry, size)) - first));
  if (count > maxValues) {
    throw new FormatError("too-large", `at most ${maxValues} values of a tag`, `${count}`, entry.offset);
  }
  if (count === 0) return [];
  const view = viewOf(await directory.source.read(entry.offset + first * size, count * size));
  const { littleEndian } = directory;
  const values: number[] = [];
  for (let index = 0; index < count; index++)
    values.push(valueAt(view, entry.type, index * size, littleEndian));
  return values;
}

/** Numbers of a tag (integers, rationals as quotients, floats); empty when the page has none. */
export const tagNumbers = (directory: TiffDirectory, tag: number): Promise<number[]> =>
  tagNumbersFrom(directory, tag, 0, Number.POSITIVE_INFINITY);
