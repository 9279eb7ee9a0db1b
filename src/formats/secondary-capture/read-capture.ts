import { memorySource } from "../byte-source.ts";
import { asciiOf, decimalsOf, numberOf } from "../dicom/element-values.ts";
import { functionalGroupsOf } from "../dicom/functional-groups.ts";
import { readDicom } from "../dicom/read-dicom.ts";

/** A Secondary Capture as the file says it. */
export interface CaptureReading {
  readonly sopClassUid: string;
  readonly sopUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly patientId: string;
  readonly frameOfReferenceUid: string;
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly channels: number;
  readonly slope: number;
  readonly intercept: number;
  positionMm(frameIndex: number): readonly number[] | null;
  /** Sample `at` of a frame, channels interleaved. */
  sample(frameIndex: number, at: number): number;
}

/** Reads an uncompressed Secondary Capture of 8 or 16 bits. */
export async function readCapture(bytes: Uint8Array): Promise<CaptureReading> {
  const { dataset, pixels } = await readDicom(memorySource(bytes));
  const number = (tag: number) => numberOf(dataset, tag) ?? 0;
  const [rows, columns, channels, bits] = [0x00280010, 0x00280011, 0x00280002, 0x00280100].map(number) as [
    number,
    number,
    number,
    number,
  ];
  const width = bits / 8;
  const frames = decimalsOf(dataset, 0x00280008)[0] ?? 1;
  if (!pixels || pixels.length < frames * rows * columns * channels * width)
    throw new RangeError("The capture ends before its last frame.");
  const view = new DataView(bytes.buffer, bytes.byteOffset + pixels.offset, pixels.length);
  const groups = functionalGroupsOf(dataset);
  return {
    sopClassUid: asciiOf(dataset, 0x00080016),
    sopUid: asciiOf(dataset, 0x00080018),
    studyUid: asciiOf(dataset, 0x0020000d),
    seriesUid: asciiOf(dataset, 0x0020000e),
    patientId: asciiOf(dataset, 0x00100020),
    frameOfReferenceUid: asciiOf(dataset, 0x00200052),
    columns,
    rows,
    frames,
    channels,
    slope: decimalsOf(dataset, 0x00281053)[0] ?? 1,
    intercept: decimalsOf(dataset, 0x00281052)[0] ?? 0,
    positionMm: (frameIndex) => {
      const level = groups.groupOf(frameIndex, 0x00209113);
      return level ? decimalsOf(level, 0x00200032) : null;
    },
    sample: (frameIndex, at) => {
      const place = (frameIndex * rows * columns * channels + at) * width;
      return width === 2 ? view.getUint16(place, true) : view.getUint8(place);
    },
  };
}
