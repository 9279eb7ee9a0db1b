import type { ElementEntry, ElementIndex } from "../../src/domain/deid/element-index.ts";

/** One element to write: text, bytes, 16-bit numbers, or the items of a sequence. `tag` is 8 upper-case hex digits. */
export interface MadeElement {
  readonly tag: string;
  readonly vr: string;
  readonly value: string | Uint8Array | readonly number[] | readonly (readonly MadeElement[])[];
}

/** How to write it. */
export interface MakeOptions {
  readonly explicit?: boolean;
  readonly bigEndian?: boolean;
  readonly transferSyntax?: string;
  readonly undefinedLengths?: boolean;
  readonly meta?: readonly MadeElement[];
  readonly preamble?: string;
  readonly trailing?: string;
  /** Encapsulated PixelData behind the elements. */
  readonly fragments?: readonly Uint8Array[];
}

/** A made file and what an honest inspection of it says. */
export interface MadeDicom {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly index: ElementIndex;
}

const longVrs = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);

/** Text in the bytes of the file: UTF-8. */
const utf8 = (text: string) => new TextEncoder().encode(text);

class Sink {
  bytes = new Uint8Array(1 << 16);
  at = 0;
  constructor(public bigEndian: boolean) {}
  room(count: number) {
    if (this.at + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }
  raw(bytes: Uint8Array) {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }
  u16(value: number) {
    this.room(2);
    new DataView(this.bytes.buffer).setUint16(this.at, value, !this.bigEndian);
    this.at += 2;
  }
  u32(value: number, at = this.at) {
    if (at === this.at) {
      this.room(4);
      this.at += 4;
    }
    new DataView(this.bytes.buffer).setUint32(at, value, !this.bigEndian);
  }
  tag(tag: string) {
    this.u16(Number.parseInt(tag.slice(0, 4), 16));
    this.u16(Number.parseInt(tag.slice(4), 16));
  }
}

const isItems = (value: MadeElement["value"]): value is readonly (readonly MadeElement[])[] =>
  Array.isArray(value) && (value.length === 0 || Array.isArray(value[0]));

function valueBytes(element: MadeElement, bigEndian: boolean): Uint8Array {
  const { value, vr } = element;
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") {
    const bytes = utf8(value);
    if (bytes.length % 2 === 0) return bytes;
    const padded = new Uint8Array(bytes.length + 1);
    padded.set(bytes);
    padded[bytes.length] = vr === "UI" || vr === "OB" || vr === "UN" ? 0 : 0x20;
    return padded;
  }
  const numbers = value as readonly number[];
  const width = vr === "UL" || vr === "SL" || vr === "FL" ? 4 : vr === "FD" ? 8 : 2;
  const view = new DataView(new ArrayBuffer(numbers.length * width));
  numbers.forEach((number, i) => {
    if (vr === "FD") view.setFloat64(i * 8, number, !bigEndian);
    else if (vr === "FL") view.setFloat32(i * 4, number, !bigEndian);
    else if (width === 4) view.setUint32(i * 4, number, !bigEndian);
    else view.setUint16(i * 2, number & 0xffff, !bigEndian);
  });
  return new Uint8Array(view.buffer);
}

function write(
  sink: Sink,
  elements: readonly MadeElement[],
  prefix: string,
  explicit: boolean,
  undefinedLengths: boolean,
  entries: ElementEntry[],
) {
  for (const element of [...elements].sort((a, b) => (a.tag < b.tag ? -1 : 1))) {
    const at = sink.at;
    const path = prefix + element.tag;
    const items =
      element.vr === "SQ" || isItems(element.value)
        ? (element.value as readonly (readonly MadeElement[])[])
        : null;
    sink.tag(element.tag);
    const isLong = longVrs.has(element.vr);
    if (explicit) {
      sink.raw(utf8(element.vr));
      if (isLong) sink.u16(0);
    }
    const lengthAt = sink.at;
    if (explicit && !isLong) sink.u16(0);
    else sink.u32(0);
    const valueAt = sink.at;
    const place = entries.length;
    entries.push({ path, at, len: 0, vr: explicit ? element.vr : "--", valueAt, valueLen: 0 });
    if (items) {
      items.forEach((item, i) => {
        sink.tag("FFFEE000");
        const itemLengthAt = sink.at;
        sink.u32(0xffffffff);
        write(sink, item, `${path}[${i}]/`, explicit, undefinedLengths, entries);
        if (undefinedLengths) {
          sink.tag("FFFEE00D");
          sink.u32(0);
        } else sink.u32(sink.at - itemLengthAt - 4, itemLengthAt);
      });
    } else sink.raw(valueBytes(element, sink.bigEndian));
    const valueLen = sink.at - valueAt;
    if (items && undefinedLengths) {
      sink.u32(0xffffffff, lengthAt);
      sink.tag("FFFEE0DD");
      sink.u32(0);
    } else if (explicit && !isLong)
      new DataView(sink.bytes.buffer).setUint16(lengthAt, valueLen, !sink.bigEndian);
    else sink.u32(valueLen, lengthAt);
    const empty = items?.length === 0 && !explicit && !undefinedLengths;
    entries[place] = {
      path,
      at,
      len: sink.at - at,
      vr: explicit ? element.vr : "--",
      valueAt,
      valueLen,
      ...(items && !empty ? { items: items.length } : {}),
    };
  }
}

/** Writes a Part 10 file and, independently of any reader, the index that an inspection of it must give. */
export function makeDicom(elements: readonly MadeElement[], options: MakeOptions = {}): MadeDicom {
  const bigEndian = options.bigEndian ?? false;
  const explicit = options.explicit ?? true;
  const transferSyntax =
    options.transferSyntax ??
    (bigEndian ? "1.2.840.10008.1.2.2" : explicit ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2");
  const sink = new Sink(false);
  const entries: ElementEntry[] = [];
  sink.raw(utf8((options.preamble ?? "").padEnd(128, "\0").slice(0, 128)));
  sink.raw(utf8("DICM"));
  const meta: MadeElement[] = [
    { tag: "00020001", vr: "OB", value: new Uint8Array([0, 1]) },
    { tag: "00020010", vr: "UI", value: transferSyntax },
    ...(options.meta ?? []),
  ];
  const inner = new Sink(false);
  write(inner, meta, "", true, false, []);
  write(sink, [...meta, { tag: "00020000", vr: "UL", value: [inner.at] }], "", true, false, entries);
  sink.bigEndian = bigEndian;
  write(sink, elements, "", explicit, options.undefinedLengths ?? false, entries);
  const fragments: { at: number; len: number }[] = [];
  if (options.fragments) {
    const at = sink.at;
    sink.tag("7FE00010");
    sink.raw(utf8("OB"));
    sink.u16(0);
    sink.u32(0xffffffff);
    const valueAt = sink.at;
    sink.tag("FFFEE000");
    sink.u32(0);
    for (const fragment of options.fragments) {
      sink.tag("FFFEE000");
      sink.u32(fragment.length);
      fragments.push({ at: sink.at, len: fragment.length });
      sink.raw(fragment);
    }
    const valueLen = sink.at - valueAt;
    sink.tag("FFFEE0DD");
    sink.u32(0);
    entries.push({ path: "7FE00010", at, len: sink.at - at, vr: "OB", valueAt, valueLen });
  }
  const trailing = utf8(options.trailing ?? "");
  sink.raw(trailing);
  const bytes = sink.bytes.slice(0, sink.at);
  return {
    bytes,
    index: {
      bytes: bytes.length,
      hasPreamble: true,
      hasMeta: true,
      transferSyntax,
      guessed: false,
      explicit,
      bigEndian,
      elements: entries,
      offsetTable: [],
      fragments,
      trailing: trailing.length,
    },
  };
}

/** Image Pixel module of a small native image. */
export function madePixels(rows: number, columns: number, bits: 8 | 16, data: Uint8Array): MadeElement[] {
  return [
    { tag: "00280002", vr: "US", value: [1] },
    { tag: "00280004", vr: "CS", value: "MONOCHROME2" },
    { tag: "00280010", vr: "US", value: [rows] },
    { tag: "00280011", vr: "US", value: [columns] },
    { tag: "00280100", vr: "US", value: [bits] },
    { tag: "00280101", vr: "US", value: [bits] },
    { tag: "00280102", vr: "US", value: [bits - 1] },
    { tag: "00280103", vr: "US", value: [0] },
    { tag: "7FE00010", vr: "OW", value: data },
  ];
}
