import { FormatError } from "../format-error.ts";

/** The numbers of a NIfTI header that pixels and geometry need; texts are only known to be there or not. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** `n+`: samples in the same file; `ni`: in an `.img`; neither: Analyze 7.5, which says nothing of the patient. */
  readonly magic: "single" | "pair" | "analyze";
  /** dim[0..7]. */
  readonly dim: readonly number[];
  readonly datatype: number;
  /** pixdim[0..7]; the first is the handedness of the quaternion. */
  readonly pixdim: readonly number[];
  readonly dataOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly spaceUnits: number;
  readonly qformCode: number;
  readonly sformCode: number;
  readonly quatern: readonly [number, number, number];
  readonly qoffset: readonly [number, number, number];
  /** Three rows of four. */
  readonly srow: readonly number[];
  readonly leftOut: readonly string[];
}

type Field = readonly [name: string, at: number, length: number];

const texts1: readonly Field[] = [
  ["data_type", 4, 10],
  ["db_name", 14, 18],
  ["descrip", 148, 80],
  ["aux_file", 228, 24],
  ["intent_name", 328, 16],
];
const texts2: readonly Field[] = [
  ["descrip", 240, 80],
  ["aux_file", 320, 24],
  ["intent_name", 508, 16],
];

const filled = (bytes: Uint8Array, fields: readonly Field[]) =>
  fields
    .filter(([, at, length]) => bytes.subarray(at, at + length).some((byte) => byte > 0x20))
    .map(([name]) => name);

const run = (count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => value(index));

const triple = (value: (index: number) => number): readonly [number, number, number] => [
  value(0),
  value(1),
  value(2),
];

function magicOf(bytes: Uint8Array, at: number): NiftiHeader["magic"] {
  if (bytes[at] !== 0x6e) return "analyze";
  return bytes[at + 1] === 0x2b ? "single" : "pair";
}

/** NIfTI-1 (nifti1.h), 348 bytes. */
function header1(bytes: Uint8Array, view: DataView, le: boolean): NiftiHeader {
  const f32 = (at: number) => view.getFloat32(at, le);
  const i16 = (at: number) => view.getInt16(at, le);
  const magic = magicOf(bytes, 344);
  const nifti = magic !== "analyze";
  return {
    version: 1,
    littleEndian: le,
    magic,
    dim: run(8, (index) => i16(40 + 2 * index)),
    datatype: i16(70),
    pixdim: run(8, (index) => f32(76 + 4 * index)),
    dataOffset: f32(108),
    slope: nifti ? f32(112) : 0,
    intercept: nifti ? f32(116) : 0,
    spaceUnits: nifti ? (bytes[123] ?? 0) & 7 : 0,
    qformCode: nifti ? i16(252) : 0,
    sformCode: nifti ? i16(254) : 0,
    quatern: triple((index) => f32(256 + 4 * index)),
    qoffset: triple((index) => f32(268 + 4 * index)),
    srow: run(12, (index) => f32(280 + 4 * index)),
    leftOut: filled(bytes, texts1),
  };
}

/** NIfTI-2 (nifti2.h), 540 bytes. */
function header2(bytes: Uint8Array, view: DataView, le: boolean): NiftiHeader {
  const f64 = (at: number) => view.getFloat64(at, le);
  const i64 = (at: number) => Number(view.getBigInt64(at, le));
  return {
    version: 2,
    littleEndian: le,
    magic: magicOf(bytes, 4),
    dim: run(8, (index) => i64(16 + 8 * index)),
    datatype: view.getInt16(12, le),
    pixdim: run(8, (index) => f64(104 + 8 * index)),
    dataOffset: i64(168),
    slope: f64(176),
    intercept: f64(184),
    spaceUnits: view.getInt32(500, le) & 7,
    qformCode: view.getInt32(344, le),
    sformCode: view.getInt32(348, le),
    quatern: triple((index) => f64(352 + 8 * index)),
    qoffset: triple((index) => f64(376 + 8 * index)),
    srow: run(12, (index) => f64(400 + 8 * index)),
    leftOut: filled(bytes, texts2),
  };
}

/** Bytes that every header fits into. */
export const niftiHeaderBytes = 540;

/** Whether bytes begin with a NIfTI header; Analyze's has no mark and counts only when `orAnalyze`. */
export function isNifti(head: Uint8Array, orAnalyze = false): boolean {
  if (head.length < 348) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const at = [348, 540].find((size) => view.getInt32(0, true) === size || view.getInt32(0, false) === size);
  if (!at) return false;
  const mark = String.fromCharCode(...head.subarray(at === 348 ? 344 : 4, at === 348 ? 348 : 8));
  if (/^n[+i][12]\0$/.test(mark)) return true;
  const rank = view.getInt16(40, view.getInt32(0, true) === 348);
  return orAnalyze && at === 348 && rank >= 1 && rank <= 7;
}

/** Reads the header of a NIfTI-1 or -2 file, either endianness. Errors: {@link FormatError}. */
export function readNiftiHeader(bytes: Uint8Array): NiftiHeader {
  if (bytes.length < 348)
    throw new FormatError("truncated", "a header of 348 bytes", `${bytes.length}`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const le = [348, 540].includes(view.getInt32(0, true));
  const size = view.getInt32(0, le);
  if (size !== 348 && size !== 540)
    throw new FormatError("not-an-image", "a NIfTI header", "another header", 0);
  if (bytes.length < size)
    throw new FormatError("truncated", `a header of ${size} bytes`, `${bytes.length}`, bytes.length);
  return size === 348 ? header1(bytes, view, le) : header2(bytes, view, le);
}
