import type { ByteSource } from "../../formats/byte-source.ts";
import { FormatError } from "../../formats/format-error.ts";
import { inflateRaw } from "../../formats/inflate-raw.ts";

/** One file of a zip. Sizes as the central directory tells them. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
  readonly encrypted: boolean;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const most = 200_000;

const damaged = (at: number | null) =>
  new FormatError("parse-error", "a zip archive", "a damaged directory", at);
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Directory {
  readonly at: number;
  readonly bytes: number;
  readonly count: number;
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const tailBytes = Math.min(source.lengthBytes, 65_557);
  const tailAt = source.lengthBytes - tailBytes;
  const view = viewOf(await source.read(tailAt, tailBytes));
  for (let at = tailBytes - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    const count = view.getUint16(at + 10, true);
    const bytes = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    if (offset !== 0xffffffff && count !== 0xffff) return { at: offset, bytes, count };
    if (at < 20 || view.getUint32(at - 20, true) !== locator64Signature) return { at: offset, bytes, count };
    const record = viewOf(await source.read(Number(view.getBigUint64(at - 12, true)), 56));
    if (record.getUint32(0, true) !== end64Signature) throw damaged(null);
    return {
      count: Number(record.getBigUint64(32, true)),
      bytes: Number(record.getBigUint64(40, true)),
      at: Number(record.getBigUint64(48, true)),
    };
  }
  throw damaged(null);
}

/** Sizes above 4 GB stand in an extra field, in this order where the plain ones are all ones. */
function wide(view: DataView, at: number, length: number, plain: readonly number[]): number[] {
  const values = [...plain];
  for (let cursor = at; cursor + 4 <= at + length; cursor += 4 + view.getUint16(cursor + 2, true)) {
    if (view.getUint16(cursor, true) !== 1) continue;
    let place = cursor + 4;
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== 0xffffffff || place + 8 > at + length) continue;
      values[i] = Number(view.getBigUint64(place, true));
      place += 8;
    }
  }
  return values;
}

/** The files of a zip, folders left out. Reads the directory only. Errors: FormatError. Source: APPNOTE 4.3. */
export async function readZipDirectory(source: ByteSource): Promise<readonly ZipEntry[]> {
  const directory = await findDirectory(source);
  if (directory.count > most) throw new FormatError("too-large", `at most ${most} files in a zip`, "more");
  const bytes = await source.read(directory.at, directory.bytes);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= bytes.length && view.getUint32(at, true) === entrySignature) {
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > bytes.length) throw damaged(directory.at + at);
    const [size = 0, packed = 0, headerAt = 0] = wide(view, at + 46 + nameBytes, extraBytes, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    if (!name.endsWith("/")) {
      entries.push({
        name,
        method: view.getUint16(at + 10, true),
        packedBytes: packed,
        bytes: size,
        headerAt,
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      });
    }
    at = next;
  }
  return entries;
}

/** The bytes of one entry; never more than the directory announced. Errors: FormatError. */
export async function readZipEntry(source: ByteSource, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.encrypted) throw new FormatError("not-an-image", "an open zip", "an encrypted entry");
  const header = viewOf(await source.read(entry.headerAt, 30));
  const start = entry.headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = await source.read(start, entry.packedBytes);
  if (entry.method === 0) return packed.slice();
  if (entry.method !== 8)
    throw new FormatError("not-an-image", "a stored or deflated entry", `method ${entry.method}`);
  const bytes = inflateRaw(packed, start, entry.bytes);
  if (bytes.length !== entry.bytes)
    throw new FormatError("truncated", `${entry.bytes} bytes`, `${bytes.length}`, start);
  return bytes;
}
