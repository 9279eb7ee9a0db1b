import { inflateRawSync } from "node:zlib";

/** A top-level data element as it lies in a file; `offset` and `length` are those of its value. */
export interface WalkedElement {
  readonly tag: string;
  readonly offset: number;
  readonly length: number;
}

/** A file read from end to end by a walker that shares nothing with the app's readers. */
export interface WalkedDicom {
  readonly syntax: string;
  /** File meta and data set; a deflated data set is unpacked. Offsets are into these bytes. */
  readonly bytes: Buffer;
  readonly elements: ReadonlyMap<string, WalkedElement>;
  text(tag: string): string;
}

const longLengths = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const undefinedLength = 0xffffffff;

function tagAt(bytes: Buffer, at: number): string {
  const hex = (value: number) => value.toString(16).padStart(4, "0");
  return hex(bytes.readUInt16LE(at)) + hex(bytes.readUInt16LE(at + 2));
}

/** Head of the element at `at`: where its value begins and how long it says it is. */
function headAt(bytes: Buffer, at: number, implicit: boolean) {
  const tag = tagAt(bytes, at);
  if (implicit || tag.startsWith("fffe")) return { tag, value: at + 8, length: bytes.readUInt32LE(at + 4) };
  const vr = bytes.toString("latin1", at + 4, at + 6);
  if (!/^[A-Z]{2}$/.test(vr)) throw new Error(`no VR at byte ${at}`);
  if (longLengths.has(vr)) return { tag, value: at + 12, length: bytes.readUInt32LE(at + 8) };
  return { tag, value: at + 8, length: bytes.readUInt16LE(at + 6) };
}

/** End of a value of undefined length: items until the sequence delimiter, whatever lies in them. */
function endOfItems(bytes: Buffer, from: number, implicit: boolean): number {
  for (let at = from; ; ) {
    const item = headAt(bytes, at, true);
    if (item.tag === "fffee0dd") return item.value;
    if (item.tag !== "fffee000") throw new Error(`expected an item at byte ${at}`);
    at = item.length === undefinedLength ? endOfItem(bytes, item.value, implicit) : item.value + item.length;
  }
}

function endOfItem(bytes: Buffer, from: number, implicit: boolean): number {
  for (let at = from; ; ) {
    const head = headAt(bytes, at, implicit);
    if (head.tag === "fffee00d") return head.value;
    at = head.length === undefinedLength ? endOfItems(bytes, head.value, implicit) : head.value + head.length;
  }
}

/** Unpacks the data set of a deflated file; any other file comes back as it is. */
export function plainDicom(file: Uint8Array): Buffer {
  const bytes = Buffer.from(file);
  if (bytes.toString("latin1", 128, 132) !== "DICM" || tagAt(bytes, 132) !== "00020000") return bytes;
  const start = 144 + bytes.readUInt32LE(140);
  if (!bytes.subarray(132, start).includes("1.2.840.10008.1.2.1.99")) return bytes;
  return Buffer.concat([bytes.subarray(0, start), inflateRawSync(bytes.subarray(start))]);
}

/** Walks a little endian Part 10 file to its very last byte; throws where it does not hold together. */
export function walkDicom(file: Uint8Array): WalkedDicom {
  const bytes = plainDicom(file);
  if (bytes.toString("latin1", 128, 132) !== "DICM") throw new Error("no DICM at byte 128");
  const elements = new Map<string, WalkedElement>();
  const text = (tag: string) => {
    const found = elements.get(tag);
    return bytes
      .toString("latin1", found?.offset ?? 0, (found?.offset ?? 0) + (found?.length ?? 0))
      .replace(/[\0 ]+$/, "");
  };
  const metaEnd = 144 + bytes.readUInt32LE(140);
  let last = "";
  for (let at = 132; at < bytes.length; ) {
    const implicit = at >= metaEnd && text("00020010") === "1.2.840.10008.1.2";
    const { tag, value, length } = headAt(bytes, at, implicit);
    if (tag <= last) throw new Error(`${tag} after ${last}`);
    last = tag;
    const end = length === undefinedLength ? endOfItems(bytes, value, implicit) : value + length;
    if (end > bytes.length) throw new Error(`${tag} ends behind the file`);
    elements.set(tag, { tag, offset: value, length: end - value });
    at = end;
  }
  return { syntax: text("00020010"), bytes, elements, text };
}
