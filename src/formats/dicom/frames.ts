import type { ByteSource } from "../byte-source.ts";
import { FormatError } from "../format-error.ts";
import { dicomTag } from "./dicom-tags.ts";
import { numbersOf } from "./element-values.ts";
import type { PixelDescription } from "./pixel-description.ts";
import type { DicomDataset } from "./read-dataset.ts";
import type { DicomFile } from "./read-dicom.ts";

/** Bytes of the file. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Where one frame lies. Native frames may begin inside a byte, or inside a big endian word: `firstBit` counts in what is read. */
export interface FrameLocation {
  readonly fragments: readonly ByteRange[];
  readonly firstBit: number;
}

const undefinedLength = 0xffffffff;

/** Bits of one native frame (PS3.5 8.1). */
function frameBits(description: PixelDescription): number {
  const { columns, rows, samples, bitsAllocated, halfChroma } = description;
  return columns * rows * (halfChroma ? 2 : samples) * bitsAllocated;
}

/** Bytes that are read or left together: 16-bit words of big endian OW, whose bytes are swapped, whatever a sample is (PS3.5 7.3). */
const unitBytes = ({ syntax, pixels }: DicomFile) => (!syntax.littleEndian && pixels?.vr === "OW" ? 2 : 1);

/** The bytes that hold `bits` bits of native pixels from bit `from` on, in whole units, and which bit of them is the first. */
export function nativeRange(file: DicomFile, from: number, bits: number): ByteRange & { firstBit: number } {
  const { pixels, source } = file;
  const unit = unitBytes(file);
  const start = pixels?.offset ?? 0;
  const begin = Math.floor(from / 8 / unit) * unit;
  const end = Math.ceil((from + bits) / 8 / unit) * unit;
  const last = Math.min(start + end, source.lengthBytes);
  return { offset: start + begin, length: last - start - begin, firstBit: from - begin * 8 };
}

function nativeFrames(file: DicomFile, description: PixelDescription): FrameLocation[] {
  const { pixels, source } = file;
  if (!pixels) throw new FormatError("no-pixel-data", "pixel data", "none");
  const bits = frameBits(description);
  const needed = Math.ceil((bits * description.frames) / 8);
  const present = Math.min(pixels.length, source.lengthBytes - pixels.offset);
  if (needed > present) {
    throw new FormatError(
      "truncated",
      `${needed} bytes of pixels (${description.columns} × ${description.rows} × ${description.frames})`,
      `${present}`,
      pixels.offset,
    );
  }
  return Array.from({ length: description.frames }, (_, index) => {
    const { firstBit, ...range } = nativeRange(file, bits * index, bits);
    return { fragments: [range], firstBit };
  });
}

interface Fragment extends ByteRange {
  /** Offset of the item tag from the first fragment's, as offset tables count. */
  readonly fromFirst: number;
}

const itemTag = 0xfffee000;
const sequenceEnd = 0xfffee0dd;

/** Bytes that are read together while the items are walked: small ones lie close, and a read for each is slow. */
const windowBytes = 64 * 1024;

interface Item {
  readonly tag: number;
  readonly length: number;
}

/** Reads item headers in rising order; null behind the end. */
function itemReader(source: ByteSource): (offset: number) => Promise<Item | null> {
  let from = 0;
  let held: Uint8Array = new Uint8Array(0);
  return async (offset) => {
    if (offset + 8 > source.lengthBytes) return null;
    if (offset < from || offset + 8 > from + held.length) {
      // A header that lies far behind the last one is read alone.
      const near = offset <= from + held.length + windowBytes;
      held = await source.read(offset, near ? Math.min(windowBytes, source.lengthBytes - offset) : 8);
      from = offset;
    }
    const view = new DataView(held.buffer, held.byteOffset + offset - from, 8);
    const tag = ((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0;
    return { tag, length: view.getUint32(4, true) };
  };
}

interface Encapsulated {
  readonly table: readonly number[];
  readonly fragments: readonly Fragment[];
}

/** The items of encapsulated pixel data (PS3.5 A.4). A lost delimiter ends the list; a fragment past the end does not. */
async function readItems(source: ByteSource, start: number): Promise<Encapsulated> {
  const itemAt = itemReader(source);
  const first = await itemAt(start);
  if (first?.tag !== itemTag) {
    throw new FormatError("parse-error", "an offset table before the frames", "other bytes", start);
  }
  const tableBytes = await source.read(start + 8, first.length);
  const view = new DataView(tableBytes.buffer, tableBytes.byteOffset, tableBytes.length);
  const table = Array.from({ length: first.length >> 2 }, (_, index) => view.getUint32(index * 4, true));
  const begin = start + 8 + first.length;
  const fragments: Fragment[] = [];
  let at = begin;
  for (;;) {
    const item = await itemAt(at);
    if (!item || item.tag === sequenceEnd) break;
    if (item.tag !== itemTag) {
      throw new FormatError("parse-error", "a fragment of the pixel data", "other bytes", at);
    }
    if (at + 8 + item.length > source.lengthBytes) {
      throw new FormatError(
        "truncated",
        `${item.length} bytes of a frame`,
        `${source.lengthBytes - at - 8}`,
        at,
      );
    }
    fragments.push({ offset: at + 8, length: item.length, fromFirst: at - begin });
    at += 8 + item.length;
  }
  return { table, fragments };
}

function byOffsets(fragments: readonly Fragment[], offsets: readonly number[]): FrameLocation[] | null {
  const places = new Map(fragments.map((fragment, index) => [fragment.fromFirst, index]));
  const starts = offsets.map((offset) => places.get(offset) ?? -1);
  const rising = starts.every(
    (start, index) => start >= 0 && (index === 0 || start > (starts[index - 1] ?? 0)),
  );
  if (!rising || starts[0] !== 0) return null;
  return starts.map((start, index) => ({
    fragments: fragments.slice(start, starts[index + 1]),
    firstBit: 0,
  }));
}

/** First two bytes of a new stream: JPEG families FFD8, JPEG 2000 FF4F, JP2 boxes 0000000C. */
async function beginsStream(source: ByteSource, fragment: Fragment): Promise<boolean> {
  if (fragment.length < 4) return false;
  const [a, b, c, d] = await source.read(fragment.offset, 4);
  return (
    (a === 0xff && (b === 0xd8 || b === 0x4f) && c === 0xff) || (a === 0 && b === 0 && c === 0 && d === 12)
  );
}

function extendedOffsets(dataset: DicomDataset): number[] {
  return numbersOf(dataset, dicomTag.extendedOffsets, "OV");
}

async function encapsulatedFrames(file: DicomFile, description: PixelDescription): Promise<FrameLocation[]> {
  const { pixels, source, dataset, syntax } = file;
  if (!pixels) throw new FormatError("no-pixel-data", "pixel data", "none");
  const { table, fragments } = await readItems(source, pixels.offset);
  const { frames } = description;
  if (fragments.length === 0) {
    throw new FormatError("truncated", `${frames} compressed frames`, "none", pixels.offset);
  }
  if (frames === 1) return [{ fragments, firstBit: 0 }];
  const offsets = extendedOffsets(dataset);
  const announced = offsets.length === frames ? offsets : table.length === frames ? table : null;
  const located = announced ? byOffsets(fragments, announced) : null;
  if (located) return located;
  if (fragments.length === frames)
    return fragments.map((fragment) => ({ fragments: [fragment], firstBit: 0 }));
  // No usable table and more fragments than frames: a frame begins where a stream begins.
  if (syntax.codec !== "rle" && syntax.codec !== "deflated-frame") {
    const starts: number[] = [];
    for (const fragment of fragments) {
      if (await beginsStream(source, fragment)) starts.push(fragment.fromFirst);
    }
    const found = starts.length === frames ? byOffsets(fragments, starts) : null;
    if (found) return found;
  }
  throw new FormatError(
    fragments.length < frames ? "truncated" : "parse-error",
    `${frames} compressed frames`,
    `${fragments.length} fragments and no usable offset table`,
    pixels.offset,
  );
}

/**
 * Where each frame lies, from the native layout, the basic or extended offset table, or the fragments themselves. Checks the
 * announced size against the bytes present before anything is allocated. Source: PS3.5 8.1, A.4. Errors: {@link FormatError}.
 */
export async function locateFrames(file: DicomFile, description: PixelDescription): Promise<FrameLocation[]> {
  const encapsulated = file.pixels?.length === undefinedLength;
  if (file.syntax.codec === "native" && !encapsulated) return nativeFrames(file, description);
  if (encapsulated) return encapsulatedFrames(file, description);
  throw new FormatError(
    "parse-error",
    "encapsulated frames",
    "pixel data of fixed length",
    file.pixels?.offset ?? null,
  );
}

/** The bytes of one frame, its fragments joined. */
export async function readFrame(source: ByteSource, location: FrameLocation): Promise<Uint8Array> {
  const { fragments } = location;
  const only = fragments[0];
  if (only && fragments.length === 1) return source.read(only.offset, only.length);
  const total = fragments.reduce((sum, fragment) => sum + fragment.length, 0);
  const whole = new Uint8Array(total);
  let at = 0;
  for (const fragment of fragments) {
    whole.set(await source.read(fragment.offset, fragment.length), at);
    at += fragment.length;
  }
  return whole;
}
