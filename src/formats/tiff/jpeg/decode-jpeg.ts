import { FormatError } from "../../format-error.ts";
import { type EntropyReader, makeEntropyReader } from "./entropy-reader.ts";
import { inverseDct, zigzag } from "./inverse-dct.ts";
import { type JpegFrame, type JpegScan, type JpegTables, noTables, readJpegHeaders } from "./jpeg-headers.ts";

/** Samples of one component as coded: whole blocks, subsampled as its frame says. */
export interface JpegPlane {
  readonly across: number;
  readonly down: number;
  /** Samples in a row of `samples`, of which the last may be padding. */
  readonly stride: number;
  readonly samples: Uint16Array;
}

/** Coded components side by side; no colour conversion, no interpolation of chroma. */
export interface JpegPlanes {
  readonly columns: number;
  readonly rows: number;
  readonly precision: number;
  readonly maxAcross: number;
  readonly maxDown: number;
  readonly planes: readonly JpegPlane[];
}

/** Where entropy-coded data lies, and what describes it. */
export interface JpegPart {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly frame: JpegFrame;
  readonly scan: JpegScan;
  readonly tables: JpegTables;
  readonly restartInterval: number;
}

/** Most samples of a stream: 64-bit sizes of a lying header end here, before anything is allocated. */
const maxSamples = 1 << 29;

function checkFrame(frame: JpegFrame): void {
  const { marker, precision, columns, rows, components } = frame;
  if (marker !== 0xc0 && marker !== 0xc1) {
    throw new FormatError(
      "unsupported-pixels",
      "a baseline JPEG stream",
      marker === 0xc2 ? "a progressive one" : "another process",
    );
  }
  if (precision !== 8 && precision !== 12)
    throw new FormatError("unsupported-pixels", "8 or 12 bits in a JPEG stream", `${precision}`);
  if (columns === 0 || rows === 0)
    throw new FormatError("parse-error", "a size in the JPEG frame", `${columns} × ${rows}`);
  if (components.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4))
    throw new FormatError("parse-error", "sampling factors of 1 to 4", "others");
  if (columns * rows * components.length > maxSamples)
    throw new FormatError("too-large", `at most ${maxSamples} samples`, `${columns} × ${rows}`);
}

function readBlock(
  reader: EntropyReader,
  block: Int32Array,
  before: number,
  dc: Int32Array,
  ac: Int32Array,
  quantization: Int32Array,
): number {
  block.fill(0);
  const size = reader.symbol(dc);
  if (size > 16) throw new FormatError("parse-error", "a JPEG difference of at most 16 bits", `${size}`);
  const value = before + reader.difference(size);
  block[0] = value * (quantization[0] ?? 0);
  for (let index = 1; index < 64; index++) {
    const code = reader.symbol(ac);
    const bits = code & 15;
    const run = code >> 4;
    if (bits === 0) {
      if (run !== 15) break;
      index += 15;
      continue;
    }
    index += run;
    if (index > 63) throw new FormatError("parse-error", "64 coefficients in a block", "more");
    const place = zigzag[index] ?? 0;
    block[place] = reader.difference(bits) * (quantization[place] ?? 0);
  }
  return value;
}

function putBlock(block: Int32Array, plane: JpegPlane, column: number, row: number, precision: number): void {
  inverseDct(block, precision);
  const middle = 1 << (precision - 1);
  const top = (1 << precision) - 1;
  for (let y = 0; y < 8; y++) {
    const at = (row * 8 + y) * plane.stride + column * 8;
    for (let x = 0; x < 8; x++) {
      const value = (block[y * 8 + x] ?? 0) + middle;
      plane.samples[at + x] = value < 0 ? 0 : Math.min(value, top);
    }
  }
}

/** Decodes one scan that holds all components of its frame. Errors: FormatError. */
export function decodeJpegPart({ bytes, from, frame, scan, tables, restartInterval }: JpegPart): JpegPlanes {
  checkFrame(frame);
  const { columns, rows, precision, components } = frame;
  if (scan.components.length !== components.length)
    throw new FormatError("unsupported-pixels", "all components in one JPEG scan", "several scans");
  const maxAcross = Math.max(...components.map(({ across }) => across));
  const maxDown = Math.max(...components.map(({ down }) => down));
  const alone = components.length === 1;
  const unit = (size: number, most: number) => Math.ceil(size / (alone ? 8 : 8 * most));
  const unitsAcross = unit(columns, maxAcross);
  const unitsDown = unit(rows, maxDown);
  const parts = scan.components.map(({ index, dc, ac }) => {
    const component = components[index];
    const dcTable = tables.dc[dc];
    const acTable = tables.ac[ac];
    const quantization = component && tables.quantization[component.quantization];
    if (!component || !dcTable || !acTable || !quantization)
      throw new FormatError("parse-error", "tables for every JPEG component", "a missing one");
    const across = alone ? 1 : component.across;
    const down = alone ? 1 : component.down;
    const stride = unitsAcross * across * 8;
    const samples = new Uint16Array(stride * unitsDown * down * 8);
    return { index, dcTable, acTable, quantization, before: 0, plane: { across, down, stride, samples } };
  });
  const reader = makeEntropyReader(bytes, from);
  const block = new Int32Array(64);
  for (let unitIndex = 0; unitIndex < unitsAcross * unitsDown; unitIndex++) {
    if (restartInterval > 0 && unitIndex > 0 && unitIndex % restartInterval === 0) {
      reader.restart();
      for (const part of parts) part.before = 0;
    }
    const unitColumn = unitIndex % unitsAcross;
    const unitRow = Math.floor(unitIndex / unitsAcross);
    for (const part of parts) {
      const { plane } = part;
      for (let y = 0; y < plane.down; y++) {
        for (let x = 0; x < plane.across; x++) {
          part.before = readBlock(reader, block, part.before, part.dcTable, part.acTable, part.quantization);
          putBlock(block, plane, unitColumn * plane.across + x, unitRow * plane.down + y, precision);
        }
      }
    }
  }
  const ordered = [...parts].sort((a, b) => a.index - b.index).map(({ plane }) => plane);
  return {
    columns,
    rows,
    precision,
    maxAcross: alone ? 1 : maxAcross,
    maxDown: alone ? 1 : maxDown,
    planes: ordered,
  };
}

/** Decodes a whole sequential JPEG stream of one scan, 1 to 4 components, 8 or 12 bits. Errors: FormatError. */
export function decodeJpeg(bytes: Uint8Array): JpegPlanes {
  const tables = noTables();
  const { frame, scan, scanAt, restartInterval } = readJpegHeaders(bytes, tables);
  if (!frame || !scan || scanAt === null)
    throw new FormatError("parse-error", "a frame and a scan in the JPEG stream", "none");
  return decodeJpegPart({ bytes, from: scanAt, frame, scan, tables, restartInterval });
}

/** The planes as interleaved samples, each chroma sample spread over the pixels that share it. */
export function interleavePlanes(planes: JpegPlanes): Uint16Array<ArrayBuffer> {
  const { columns, rows, maxAcross, maxDown } = planes;
  const samples = planes.planes.length;
  const out = new Uint16Array(columns * rows * samples);
  planes.planes.forEach((plane, sample) => {
    for (let row = 0; row < rows; row++) {
      const line = Math.floor((row * plane.down) / maxDown) * plane.stride;
      let to = row * columns * samples + sample;
      for (let column = 0; column < columns; column++, to += samples)
        out[to] = plane.samples[line + Math.floor((column * plane.across) / maxAcross)] ?? 0;
    }
  });
  return out;
}
