import { type Breath, noBreath } from "../../domain/cancel.ts";
import type { Code } from "../../domain/label-schema.ts";
import { memorySource } from "../byte-source.ts";
import { asciiOf, decimalsOf, numberOf } from "../dicom/element-values.ts";
import { readCode } from "../dicom/read-code.ts";
import { type DicomDataset, itemsIn, itemsOf } from "../dicom/read-dataset.ts";
import { readDicom } from "../dicom/read-dicom.ts";
import { utf8Of } from "../dicom/utf8-of.ts";

/** A frame of a segment: what it was drawn on, where it lies, and its pixels. */
export interface SegFrameReading {
  readonly sopUid: string;
  /** From 1; null where the reference names none. */
  readonly frame: number | null;
  /** What the frame is called; in ours the ID of the label on it. */
  readonly label: string;
  /** Centre of the first pixel, in mm; null where the object has no places. */
  readonly positionMm: readonly number[] | null;
  readonly orientation: readonly number[] | null;
  readonly spacingMm: readonly number[] | null;
  /** One byte a pixel, 0 or 1, row by row; made when asked for. */
  bits(): Uint8Array<ArrayBuffer>;
}

/** One segment as the file says it. */
export interface SegmentReading {
  readonly number: number;
  readonly label: string;
  readonly trackingId: string;
  readonly trackingUid: string;
  readonly category: Code | null;
  readonly type: Code | null;
  readonly modifier: Code | null;
  readonly site: Code | null;
  readonly algorithmType: string;
  readonly algorithmName: string;
  readonly frames: readonly SegFrameReading[];
}

/** A binary segmentation. */
export interface SegReading {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly patientId: string;
  readonly frameOfReferenceUid: string;
  /** Of the images. */
  readonly seriesUid: string;
  readonly columns: number;
  readonly rows: number;
  readonly segments: readonly SegmentReading[];
}

/** The bits of frame `index`: bit p of the stream is bit p mod 8 of byte p div 8, across frames (PS3.5 8.1.1). */
function frameBits(stream: Uint8Array, index: number, pixels: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pixels);
  const first = index * pixels;
  if (Math.ceil((first + pixels) / 8) > stream.length)
    throw new RangeError("The segmentation ends before its last frame.");
  for (let at = Math.floor(first / 8); at * 8 < first + pixels; at++) {
    let rest = stream[at] ?? 0;
    // Bit by bit from the lowest; most bytes are empty.
    for (let pixel = at * 8 - first; rest > 0; pixel++) {
      if (rest % 2 === 1 && pixel >= 0 && pixel < pixels) out[pixel] = 1;
      rest = (rest - (rest % 2)) / 2;
    }
  }
  return out;
}

const codeIn = (item: DicomDataset | undefined, tag: number) =>
  item ? readCode(itemsOf(item, tag)[0]) : null;

function segmentOf(
  item: DicomDataset,
  frames: ReadonlyMap<number, readonly SegFrameReading[]>,
): SegmentReading {
  const number = numberOf(item, 0x00620004) ?? 0;
  const [type] = itemsOf(item, 0x0062000f);
  return {
    number,
    label: utf8Of(item, 0x00620005),
    trackingId: utf8Of(item, 0x00620020),
    trackingUid: asciiOf(item, 0x00620021),
    category: codeIn(item, 0x00620003),
    type: readCode(type),
    modifier: codeIn(type, 0x00620011),
    site: codeIn(item, 0x00082218),
    algorithmType: asciiOf(item, 0x00620008),
    algorithmName: utf8Of(item, 0x00620009),
    frames: frames.get(number) ?? [],
  };
}

/** Reads a segmentation of one bit a pixel (PS3.3 A.51). Throws where it is none. */
export async function readSeg(bytes: Uint8Array, breathe: Breath = noBreath): Promise<SegReading> {
  const { dataset, pixels: element } = await readDicom(memorySource(bytes));
  const columns = numberOf(dataset, 0x00280011) ?? 0;
  const rows = numberOf(dataset, 0x00280010) ?? 0;
  if (asciiOf(dataset, 0x00620001) !== "BINARY" || numberOf(dataset, 0x00280100) !== 1 || !element)
    throw new TypeError("Expected a segmentation of one bit a pixel.");
  const stream = bytes.subarray(element.offset, element.offset + element.length);
  const [shared] = itemsOf(dataset, 0x52009229);
  // Those of each segment: to look through all for each is quadratic, and a segmentation may have thousands.
  const frames = new Map<number, SegFrameReading[]>();
  let count = 0;
  for (const group of itemsIn(dataset, 0x52009230)) {
    await breathe();
    const index = count++;
    const [derivation] = itemsOf(group, 0x00089124);
    const [source] = derivation ? itemsOf(derivation, 0x00082112) : [];
    const [segment] = itemsOf(group, 0x0062000a);
    const [content] = itemsOf(group, 0x00209111);
    const list = (macro: number, tag: number) => {
      // Per frame first, then shared (PS3.3 C.7.6.16).
      const [level = shared && itemsOf(shared, macro)[0]] = itemsOf(group, macro);
      return level ? decimalsOf(level, tag) : null;
    };
    const number = segment ? (numberOf(segment, 0x0062000b) ?? 0) : 0;
    const own = frames.get(number) ?? [];
    frames.set(number, own);
    own.push({
      sopUid: source ? asciiOf(source, 0x00081155) : "",
      frame: source ? (decimalsOf(source, 0x00081160)[0] ?? null) : null,
      label: content ? asciiOf(content, 0x00209453) : "",
      positionMm: list(0x00209113, 0x00200032),
      orientation: list(0x00209116, 0x00200037),
      spacingMm: list(0x00289110, 0x00280030),
      bits: () => frameBits(stream, index, columns * rows),
    });
  }
  const segments: SegmentReading[] = [];
  for (const item of itemsIn(dataset, 0x00620002)) {
    await breathe();
    segments.push(segmentOf(item, frames));
  }
  const [series] = itemsOf(dataset, 0x00081115);
  return {
    sopUid: asciiOf(dataset, 0x00080018),
    studyUid: asciiOf(dataset, 0x0020000d),
    patientId: asciiOf(dataset, 0x00100020),
    frameOfReferenceUid: asciiOf(dataset, 0x00200052),
    seriesUid: series ? asciiOf(series, 0x0020000e) : "",
    columns,
    rows,
    segments,
  };
}
