import { FormatError } from "../format-error.ts";

/** One data element: where its value lies in `bytes` of its data set. */
export interface DicomElement {
  readonly tag: number;
  /** Two letters; `UN` under implicit VR, where the reader of the value knows the type. */
  readonly vr: string;
  readonly offset: number;
  /** Length of the value; for undefined length without the delimiter. */
  readonly length: number;
  readonly undefinedLength: boolean;
}

/** The elements of one nesting level, without their values. */
export interface DicomDataset {
  readonly bytes: Uint8Array;
  readonly explicitVr: boolean;
  readonly littleEndian: boolean;
  readonly elements: ReadonlyMap<number, DicomElement>;
}

/** The walk needs bytes beyond those given: read at least up to `needBytes` and walk again. */
export interface NeedMore {
  readonly needBytes: number;
}

/** Where a walk starts and ends. `totalBytes` is the size of the file of which `bytes` is the beginning. */
export interface WalkOptions {
  readonly start: number;
  readonly end: number;
  readonly totalBytes: number;
  readonly explicitVr: boolean;
  readonly littleEndian: boolean;
  readonly stopAt?: (tag: number) => boolean;
}

const longVrs = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const undefinedLength = 0xffffffff;
const item = 0xfffee000;
const itemEnd = 0xfffee00d;
const sequenceEnd = 0xfffee0dd;
const maxDepth = 32;

const hex = (tag: number) => {
  const text = tag.toString(16).padStart(8, "0").toUpperCase();
  return `(${text.slice(0, 4)},${text.slice(4)})`;
};

class NeedMoreBytes extends Error {
  constructor(readonly needBytes: number) {
    super("more bytes needed");
  }
}

interface Walker {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly totalBytes: number;
}

interface Header {
  readonly tag: number;
  readonly vr: string;
  readonly offset: number;
  readonly length: number;
}

function need(walker: Walker, offset: number, length: number): void {
  if (offset + length <= walker.bytes.length) return;
  if (offset + length <= walker.totalBytes) throw new NeedMoreBytes(offset + length);
  throw new FormatError(
    "truncated",
    `${length} more bytes`,
    `the end of the file after ${Math.max(0, walker.totalBytes - offset)}`,
    offset,
  );
}

const isUpper = (byte: number | undefined) => byte !== undefined && byte >= 0x41 && byte <= 0x5a;

function readHeader(walker: Walker, at: number, explicitVr: boolean, littleEndian: boolean): Header {
  need(walker, at, 8);
  const { bytes, view } = walker;
  const tag = ((view.getUint16(at, littleEndian) << 16) | view.getUint16(at + 2, littleEndian)) >>> 0;
  if (tag >>> 16 === 0xfffe) {
    return { tag, vr: "", offset: at + 8, length: view.getUint32(at + 4, littleEndian) };
  }
  // Some writers slip implicit elements into explicit sequences: two bytes that are no VR are a length.
  if (!explicitVr || !isUpper(bytes[at + 4]) || !isUpper(bytes[at + 5])) {
    return { tag, vr: "UN", offset: at + 8, length: view.getUint32(at + 4, littleEndian) };
  }
  const vr = String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0);
  if (!longVrs.has(vr)) return { tag, vr, offset: at + 8, length: view.getUint16(at + 6, littleEndian) };
  need(walker, at, 12);
  return { tag, vr, offset: at + 12, length: view.getUint32(at + 8, littleEndian) };
}

/** UN of undefined length is always an implicit little endian sequence (PS3.5 6.2.2). */
const nestedEncoding = (vr: string, explicitVr: boolean, littleEndian: boolean): [boolean, boolean] =>
  vr === "UN" && explicitVr ? [false, true] : [explicitVr, littleEndian];

/** First offset after the value of undefined length at `at`: items up to the sequence delimiter. */
function skipItems(
  walker: Walker,
  at: number,
  explicitVr: boolean,
  littleEndian: boolean,
  depth: number,
): number {
  if (depth > maxDepth) {
    throw new FormatError("parse-error", `at most ${maxDepth} nested sequences`, "more", at);
  }
  let cursor = at;
  for (;;) {
    const header = readHeader(walker, cursor, explicitVr, littleEndian);
    if (header.tag === sequenceEnd) return header.offset;
    if (header.tag !== item) {
      throw new FormatError("parse-error", "an item of a sequence", `the tag ${hex(header.tag)}`, cursor);
    }
    cursor = header.offset;
    if (header.length !== undefinedLength) cursor += header.length;
    else cursor = skipItemBody(walker, cursor, explicitVr, littleEndian, depth);
  }
}

function skipItemBody(
  walker: Walker,
  at: number,
  explicitVr: boolean,
  littleEndian: boolean,
  depth: number,
): number {
  let cursor = at;
  for (;;) {
    const header = readHeader(walker, cursor, explicitVr, littleEndian);
    if (header.tag === itemEnd) return header.offset;
    if (header.length === undefinedLength) {
      const [explicit, little] = nestedEncoding(header.vr, explicitVr, littleEndian);
      cursor = skipItems(walker, header.offset, explicit, little, depth + 1);
    } else cursor = header.offset + header.length;
  }
}

/**
 * Walks one nesting level. Never reads past `totalBytes`; a length that points past it is a {@link FormatError}
 * `truncated`. Stops without error before a tag for which `stopAt` is true, recording that element with length as found
 * (0xFFFFFFFF when undefined). Source: PS3.5 7.1.
 */
export function walkDataset(bytes: Uint8Array, options: WalkOptions): DicomDataset | NeedMore {
  const { explicitVr, littleEndian, totalBytes } = options;
  const walker: Walker = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    totalBytes,
  };
  const elements = new Map<number, DicomElement>();
  let cursor = options.start;
  try {
    while (cursor < options.end) {
      // Trailing zeros or a stray delimiter end the level, as every reader in the field has it.
      if (options.end - cursor < 8) break;
      const header = readHeader(walker, cursor, explicitVr, littleEndian);
      if (header.tag === itemEnd || header.tag === sequenceEnd) break;
      const isUndefined = header.length === undefinedLength;
      if (options.stopAt?.(header.tag)) {
        elements.set(header.tag, { ...header, undefinedLength: isUndefined });
        break;
      }
      let next = header.offset + header.length;
      let length = header.length;
      if (isUndefined) {
        const [explicit, little] = nestedEncoding(header.vr, explicitVr, littleEndian);
        next = skipItems(walker, header.offset, explicit, little, 0);
        length = next - 8 - header.offset;
      } else if (next > Math.min(options.end, totalBytes)) {
        throw new FormatError(
          "truncated",
          `${header.length} bytes for ${hex(header.tag)}`,
          `${Math.min(options.end, totalBytes) - header.offset}`,
          cursor,
        );
      }
      const element = {
        tag: header.tag,
        vr: header.vr,
        offset: header.offset,
        length,
        undefinedLength: isUndefined,
      };
      if (!elements.has(header.tag)) elements.set(header.tag, element);
      cursor = next;
    }
    // The last value must be at hand too.
    need(walker, Math.min(cursor, options.end), 0);
  } catch (reason) {
    if (reason instanceof NeedMoreBytes) return { needBytes: reason.needBytes };
    throw reason;
  }
  return { bytes, explicitVr, littleEndian, elements };
}

/** The data sets of a sequence's items, in order, each walked when it is asked for: a sequence may be long. Source: PS3.5 7.5. */
export function* itemsIn(dataset: DicomDataset, tag: number): Generator<DicomDataset, void> {
  const element = dataset.elements.get(tag);
  if (!element) return;
  const [explicitVr, littleEndian] =
    element.undefinedLength || element.vr === "UN"
      ? nestedEncoding(element.vr, dataset.explicitVr, dataset.littleEndian)
      : [dataset.explicitVr, dataset.littleEndian];
  const { bytes } = dataset;
  const end = element.offset + element.length;
  const walker: Walker = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    totalBytes: bytes.length,
  };
  let cursor = element.offset;
  while (cursor + 8 <= end) {
    const header = readHeader(walker, cursor, explicitVr, littleEndian);
    if (header.tag !== item) break;
    const isUndefined = header.length === undefinedLength;
    const next = isUndefined
      ? skipItemBody(walker, header.offset, explicitVr, littleEndian, 0)
      : header.offset + header.length;
    const last = Math.min(isUndefined ? next - 8 : next, end);
    const walked = walkDataset(bytes, {
      start: header.offset,
      end: last,
      totalBytes: bytes.length,
      explicitVr,
      littleEndian,
    });
    if ("needBytes" in walked) break;
    yield walked;
    cursor = next;
  }
}

/** The same as a list; empty when the element is absent or empty. */
export const itemsOf = (dataset: DicomDataset, tag: number): DicomDataset[] => [...itemsIn(dataset, tag)];
