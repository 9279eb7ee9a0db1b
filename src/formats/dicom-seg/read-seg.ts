import { type Breath, noBreath } from "../../domain/cancel.ts";
import type { Code } from "../../domain/label-schema.ts";
import { memorySource } from "../byte-source.ts";
import { asciiOf, decimalsOf, numberOf } from "../dicom/element-values.ts";
import { readCode } from "../dicom/read-code.ts";
import { type DicomDataset, itemsIn, itemsOf } from "../dicom/read-dataset.ts";
import { readDicom } from "../dicom/read-dicom.ts";
import { utf8Of } from "../dicom/utf8-of.ts";
import { FormatError } from "../format-error.ts";
import { segFrames } from "./seg-frames.ts";

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
  /** One byte a pixel, 0 or 1, row by row; made when asked for. Throws where a compressed frame is damaged. */
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

/** A segmentation. */
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

/** One byte a pixel: 1 where it has that number. */
function pixelsOf(values: ArrayLike<number>, number: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) if (values[at] === number) out[at] = 1;
  return out;
}

/** The numbers that stand in a frame, but the background's. */
function numbersIn(values: ArrayLike<number>, background: number | null): number[] {
  const seen = new Uint8Array(0x10000);
  for (let at = 0; at < values.length; at++) seen[values[at] ?? 0] = 1;
  return [...seen.keys()].filter((number) => seen[number] === 1 && number !== background);
}

/**
 * Reads a segmentation whose pixels are in a segment or not (PS3.3 C.8.20.2): one bit a pixel (BINARY), or the number of the segment
 * (LABELMAP), of which every segment of a frame is given as a frame of its own. Errors: {@link FormatError}.
 */
export async function readSeg(bytes: Uint8Array, breathe: Breath = noBreath): Promise<SegReading> {
  const file = await readDicom(memorySource(bytes));
  const { dataset } = file;
  const kind = asciiOf(dataset, 0x00620001);
  if (kind !== "BINARY" && kind !== "LABELMAP")
    throw new FormatError(
      "unsupported-pixels",
      "a segmentation of whole pixels (BINARY or LABELMAP)",
      kind === "FRACTIONAL" ? kind : "another kind",
    );
  const pixels = await segFrames(file);
  // Of a label map: what lies in no segment, which may be described as if it were one (C.8.20.2.1).
  const background = kind === "BINARY" ? null : (numberOf(dataset, 0x00280120) ?? 0);
  const [shared] = itemsOf(dataset, 0x52009229);
  // Those of each segment: to look through all for each is quadratic, and a segmentation may have thousands.
  const frames = new Map<number, SegFrameReading[]>();
  let count = 0;
  for (const group of itemsIn(dataset, 0x52009230)) {
    await breathe();
    const index = count++;
    if (index >= pixels.count)
      throw new FormatError("truncated", "a frame for each item of its list", `${pixels.count} frames`);
    // Per frame first, then shared (PS3.3 C.7.6.16).
    const macro = (tag: number) => itemsOf(group, tag)[0] ?? (shared && itemsOf(shared, tag)[0]);
    const derivation = macro(0x00089124);
    const [source] = derivation ? itemsOf(derivation, 0x00082112) : [];
    const segment = macro(0x0062000a);
    const content = macro(0x00209111);
    const list = (place: number, tag: number) => {
      const level = macro(place);
      return level ? decimalsOf(level, tag) : null;
    };
    const place = {
      sopUid: source ? asciiOf(source, 0x00081155) : "",
      frame: source ? (decimalsOf(source, 0x00081160)[0] ?? null) : null,
      label: content ? asciiOf(content, 0x00209453) : "",
      positionMm: list(0x00209113, 0x00200032),
      orientation: list(0x00209116, 0x00200037),
      spacingMm: list(0x00289110, 0x00280030),
    };
    const numbers =
      kind === "BINARY"
        ? [segment ? (numberOf(segment, 0x0062000b) ?? 0) : 0]
        : numbersIn(pixels.valuesOf(index), background);
    for (const number of numbers) {
      const own = frames.get(number) ?? [];
      frames.set(number, own);
      const value = kind === "BINARY" ? 1 : number;
      own.push({ ...place, bits: () => pixelsOf(pixels.valuesOf(index), value) });
    }
  }
  const segments: SegmentReading[] = [];
  for (const item of itemsIn(dataset, 0x00620002)) {
    await breathe();
    const segment = segmentOf(item, frames);
    if (segment.number !== background) segments.push(segment);
  }
  const [series] = itemsOf(dataset, 0x00081115);
  return {
    sopUid: asciiOf(dataset, 0x00080018),
    studyUid: asciiOf(dataset, 0x0020000d),
    patientId: asciiOf(dataset, 0x00100020),
    frameOfReferenceUid: asciiOf(dataset, 0x00200052),
    seriesUid: series ? asciiOf(series, 0x0020000e) : "",
    columns: pixels.columns,
    rows: pixels.rows,
    segments,
  };
}
