/** Where a zip is read from. Returns exactly `lengthBytes` bytes or throws. */
export interface ZipSource {
  readonly lengthBytes: number;
  read(atBytes: number, lengthBytes: number): Uint8Array;
}

/** One stored entry and where its bytes lie. */
export interface ZipEntry {
  readonly name: string;
  readonly at: number;
  readonly size: number;
  readonly crc: number;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Sizes and place of a central entry, from its ZIP64 field where the 32-bit value is full (APPNOTE 4.5.3). */
function places(head: DataView, extra: DataView): { size: number; at: number } {
  const wide: number[] = [];
  for (let i = 0; i + 4 <= extra.byteLength; ) {
    const length = extra.getUint16(i + 2, true);
    if (extra.getUint16(i, true) === 1) {
      for (let k = 0; k + 8 <= length; k += 8) wide.push(Number(extra.getBigUint64(i + 4 + k, true)));
    }
    i += 4 + length;
  }
  const pick = (value: number) => (value === 0xffffffff ? (wide.shift() ?? value) : value);
  const size = pick(head.getUint32(24, true));
  pick(head.getUint32(20, true));
  return { size, at: pick(head.getUint32(42, true)) };
}

/** The entries of a stored archive, by its central directory. Throws when it is none or an entry is compressed. */
export function readZipEntries(source: ZipSource, decodeName: (bytes: Uint8Array) => string): ZipEntry[] {
  const tailLength = Math.min(source.lengthBytes, 66_000);
  const tail = source.read(source.lengthBytes - tailLength, tailLength);
  const data = view(tail);
  let end = tailLength - 22;
  while (end >= 0 && data.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("ZIP: end of archive expected");
  let count = data.getUint16(end + 10, true);
  let at = data.getUint32(end + 16, true);
  if (end >= 20 && data.getUint32(end - 20, true) === 0x07064b50) {
    const far = Number(data.getBigUint64(end - 12, true));
    const record = view(source.read(far, 56));
    if (record.getUint32(0, true) !== 0x06064b50) throw new Error("ZIP: ZIP64 record expected");
    count = Number(record.getBigUint64(32, true));
    at = Number(record.getBigUint64(48, true));
  }
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    const head = view(source.read(at, 46));
    if (head.getUint32(0, true) !== 0x02014b50) throw new Error("ZIP: entry expected");
    if (head.getUint16(10, true) !== 0) throw new Error("ZIP: stored entry expected");
    const nameLength = head.getUint16(28, true);
    const extraLength = head.getUint16(30, true);
    const name = decodeName(source.read(at + 46, nameLength));
    const place = places(head, view(source.read(at + 46 + nameLength, extraLength)));
    const local = view(source.read(place.at, 30));
    const start = place.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    entries.push({ name, at: start, size: place.size, crc: head.getUint32(16, true) });
    at += 46 + nameLength + extraLength + head.getUint16(32, true);
  }
  return entries;
}
