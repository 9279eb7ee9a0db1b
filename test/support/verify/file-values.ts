import { inflateRawSync } from "node:zlib";
import { vrOf } from "../../../src/formats/dicom/deid/vr-of.ts";

/** One value as it lies in a DICOM file; `vr` from the file, or from PS3.6 where the syntax has none. */
export interface FileValue {
  /** Tags and item numbers, e.g. `00081115[0]/0008114A`. */
  readonly path: string;
  readonly tag: number;
  readonly vr: string;
  readonly bytes: Buffer;
}

/** What a reader that shares no code with the app's finds in a file, up to where it stops to make sense. */
export interface FileValues {
  readonly syntax: string;
  readonly values: readonly FileValue[];
  /** The file without its pixels, which hold any four bytes by chance; encapsulated pixels stay. */
  readonly text: Buffer;
  readonly pixels: Buffer | null;
}

const longVrs = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const undefinedLength = 0xffffffff;
const pixelTags = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010]);
const hex = (tag: number) => tag.toString(16).toUpperCase().padStart(8, "0");

interface Way {
  readonly explicit: boolean;
  readonly big: boolean;
}

class Reader {
  readonly values: FileValue[] = [];
  pixels: [number, number] | null = null;
  constructor(readonly bytes: Buffer) {}
  u16 = (at: number, { big }: Way) => (big ? this.bytes.readUInt16BE(at) : this.bytes.readUInt16LE(at));
  u32 = (at: number, { big }: Way) => (big ? this.bytes.readUInt32BE(at) : this.bytes.readUInt32LE(at));
  tag = (at: number, way: Way) => this.u16(at, way) * 65536 + this.u16(at + 2, way);

  /** Elements from `at` to `end` or the item's delimiter; where the next thing begins. */
  elements(at: number, end: number, way: Way, prefix: string, stop = Number.POSITIVE_INFINITY): number {
    let from = at;
    while (from + 8 <= end) {
      const tag = this.tag(from, way);
      if (tag === 0xfffee00d) return from + 8;
      if (tag >= stop) return from;
      from = this.element(from, end, way, prefix, tag);
    }
    return from;
  }

  element(from: number, end: number, way: Way, prefix: string, tag: number): number {
    let vr = vrOf(tag) ?? "UN";
    let at = from + 8;
    let length = 0;
    if (way.explicit) {
      vr = this.bytes.toString("latin1", from + 4, from + 6);
      if (!/^[A-Z]{2}$/.test(vr)) throw new Error("no VR");
      if (longVrs.has(vr)) {
        length = this.u32(from + 8, way);
        at = from + 12;
      } else length = this.u16(from + 6, way);
    } else length = this.u32(from + 4, way);
    const path = prefix + hex(tag);
    if (length !== undefinedLength && at + length > end) throw new Error("beyond the end");
    if (pixelTags.has(tag) && prefix === "" && length !== undefinedLength) this.pixels = [at, at + length];
    const items = vr === "SQ" || (length === undefinedLength && !pixelTags.has(tag));
    const inside = vr === "UN" && length === undefinedLength ? { ...way, explicit: false } : way;
    if (items || length === undefinedLength)
      return this.items(at, length === undefinedLength ? end : at + length, inside, path, items);
    this.values.push({ path, tag, vr, bytes: this.bytes.subarray(at, at + length) });
    return at + length;
  }

  items(at: number, end: number, way: Way, path: string, walk: boolean): number {
    let from = at;
    for (let item = 0; from + 8 <= end; item++) {
      const tag = this.tag(from, way);
      const length = this.u32(from + 4, way);
      if (tag === 0xfffee0dd) return from + 8;
      if (tag !== 0xfffee000) throw new Error("no item");
      const open = length === undefinedLength;
      const last = open ? end : Math.min(end, from + 8 + length);
      const next = walk ? this.elements(from + 8, last, way, `${path}[${item}]/`) : last;
      from = open ? next : from + 8 + length;
    }
    return from;
  }
}

/** Reads every value at every level; a file that breaks off gives what stands before the break. */
export function fileValues(file: Uint8Array): FileValues {
  let bytes: Buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const little = { explicit: true, big: false };
  let at = bytes.toString("latin1", 128, 132) === "DICM" ? 132 : 0;
  let reader = new Reader(bytes);
  let syntax = "";
  let dataAt = at;
  try {
    if (bytes.length > at + 8 && reader.tag(at, little) >>> 16 === 2) {
      at = reader.elements(at, bytes.length, little, "", 0x00030000);
      dataAt = at;
      const found = reader.values.find(({ tag }) => tag === 0x00020010);
      syntax = (found?.bytes.toString("latin1") ?? "").replace(/[\0 ]+$/, "");
    }
    if (syntax === "1.2.840.10008.1.2.1.99") {
      bytes = Buffer.concat([bytes.subarray(0, at), inflateRawSync(bytes.subarray(at))]);
      const { values } = reader;
      reader = new Reader(bytes);
      reader.values.push(...values);
    }
    const way =
      syntax === "1.2.840.10008.1.2.2"
        ? { explicit: true, big: true }
        : { explicit: syntax === "" ? looksExplicit(bytes, at) : syntax !== "1.2.840.10008.1.2", big: false };
    dataAt = reader.elements(at, bytes.length, way, "");
  } catch {
    // A hostile or broken file: what stands before the break was read.
  }
  const [from, to] = reader.pixels ?? [bytes.length, bytes.length];
  return {
    syntax,
    values: reader.values,
    text: dataAt > 0 ? Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]) : bytes,
    pixels: reader.pixels ? bytes.subarray(from, to) : null,
  };
}

const looksExplicit = (bytes: Buffer, at: number) =>
  /^[A-Z]{2}$/.test(bytes.toString("latin1", at + 4, at + 6)) &&
  (bytes[at + 4] ?? 0) >= 0x41 &&
  !/^\0/.test(bytes.toString("latin1", at + 5, at + 6));
