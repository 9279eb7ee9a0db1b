import { FormatError } from "../../format-error.ts";
import { zigzag } from "./inverse-dct.ts";

/** One component of a frame: T.81 B.2.2. */
export interface JpegComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly quantization: number;
}

/** What the frame header says (T.81 B.2.2). */
export interface JpegFrame {
  /** 0xc0 baseline, 0xc1 extended. */
  readonly marker: number;
  readonly precision: number;
  readonly columns: number;
  readonly rows: number;
  readonly components: readonly JpegComponent[];
}

/** Codes of one Huffman table by length and value (T.81 annex C): 16 bits seen, length and symbol found. */
export type HuffmanTable = Int32Array;

/** Tables that segments have defined so far; a later segment replaces an earlier one. */
export interface JpegTables {
  /** In natural order, by number. */
  readonly quantization: (Int32Array | undefined)[];
  readonly dc: (HuffmanTable | undefined)[];
  readonly ac: (HuffmanTable | undefined)[];
}

/** A scan: which components, with which tables (T.81 B.2.3). */
export interface JpegScan {
  readonly components: readonly {
    readonly index: number;
    readonly dc: number;
    readonly ac: number;
  }[];
}

/** Segments in front of entropy-coded data. `scanAt` is where that data begins, or null when there is none. */
export interface JpegHeaders {
  readonly frame: JpegFrame | null;
  readonly scan: JpegScan | null;
  readonly restartInterval: number;
  readonly scanAt: number | null;
  /** Transform of an Adobe segment; null without one. */
  readonly adobeTransform: number | null;
}

/** No tables yet. */
export const noTables = (): JpegTables => ({ quantization: [], dc: [], ac: [] });

const damaged = (found: string, offset: number) =>
  new FormatError("parse-error", "a JPEG stream", found, offset);

/** The table of 16 counts and their symbols as a look-up by the next 16 bits: length × 256 + symbol, 0 for no code. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Int32Array(65_536);
  let code = 0;
  let next = 0;
  for (let length = 1; length <= 16; length++) {
    for (let index = 0; index < (counts[length - 1] ?? 0); index++) {
      const from = code << (16 - length);
      const to = from + (1 << (16 - length));
      if (to > 65_536) throw damaged("a Huffman table with too many codes", 0);
      table.fill(length * 256 + (symbols[next++] ?? 0), from, to);
      code++;
    }
    code <<= 1;
  }
  return table;
}

/** 64 quantizers in zigzag order, 8 or 16 bits each, as a table in natural order. */
export function quantizationTable(bytes: Uint8Array, wide: boolean): Int32Array {
  const table = new Int32Array(64);
  for (let index = 0; index < 64; index++) {
    const value = wide ? ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0) : (bytes[index] ?? 0);
    table[zigzag[index] ?? 0] = value;
  }
  return table;
}

function readQuantization(body: Uint8Array, tables: JpegTables): void {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    const wide = head >> 4 !== 0;
    const size = wide ? 128 : 64;
    if ((head & 15) > 3 || at + 1 + size > body.length) throw damaged("a broken quantization table", at);
    tables.quantization[head & 15] = quantizationTable(body.subarray(at + 1, at + 1 + size), wide);
    at += 1 + size;
  }
}

function readHuffman(body: Uint8Array, tables: JpegTables): void {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if ((head & 15) > 3 || total > 256 || at + 17 + total > body.length)
      throw damaged("a broken Huffman table", at);
    const table = huffmanTable(counts, body.subarray(at + 17, at + 17 + total));
    (head >> 4 === 0 ? tables.dc : tables.ac)[head & 15] = table;
    at += 17 + total;
  }
}

function readFrame(marker: number, body: Uint8Array, at: number): JpegFrame {
  const count = body[5] ?? 0;
  if (body.length < 6 + count * 3 || count === 0 || count > 4) throw damaged("a broken frame header", at);
  return {
    marker,
    precision: body[0] ?? 0,
    rows: ((body[1] ?? 0) << 8) | (body[2] ?? 0),
    columns: ((body[3] ?? 0) << 8) | (body[4] ?? 0),
    components: Array.from({ length: count }, (_, index) => {
      const sampling = body[7 + index * 3] ?? 0;
      return {
        id: body[6 + index * 3] ?? 0,
        across: sampling >> 4,
        down: sampling & 15,
        quantization: body[8 + index * 3] ?? 0,
      };
    }),
  };
}

function readScan(body: Uint8Array, frame: JpegFrame | null, at: number): JpegScan {
  const count = body[0] ?? 0;
  if (!frame || count === 0 || count > 4 || body.length < 1 + count * 2) throw damaged("a broken scan", at);
  return {
    components: Array.from({ length: count }, (_, place) => {
      const index = frame.components.findIndex(({ id }) => id === body[1 + place * 2]);
      if (index < 0) throw damaged("a scan of an unknown component", at);
      const numbers = body[2 + place * 2] ?? 0;
      return { index, dc: numbers >> 4, ac: numbers & 15 };
    }),
  };
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Reads segments from `from` up to the first entropy-coded data, the end of the image or the end of the bytes; tables go into
 * `tables`. `before` is the frame that an earlier part gave. Errors: FormatError.
 */
export function readJpegHeaders(
  bytes: Uint8Array,
  tables: JpegTables,
  from = 0,
  before: JpegFrame | null = null,
): JpegHeaders {
  let frame = before;
  let restartInterval = 0;
  let adobeTransform: number | null = null;
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) throw damaged("bytes between segments", at);
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    at += 2;
    if (marker === 0xd9) break;
    if (marker === 0xd8 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (length < 2 || at + length > bytes.length) throw damaged("a segment that is cut off", at);
    const body = bytes.subarray(at + 2, at + length);
    if (marker === 0xdb) readQuantization(body, tables);
    else if (marker === 0xc4) readHuffman(body, tables);
    else if (marker === 0xdd) restartInterval = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
    else if (isFrame(marker)) frame = readFrame(marker, body, at);
    else if (marker === 0xee && body.length >= 12 && body[0] === 0x41 && body[1] === 0x64)
      adobeTransform = body[11] ?? 0;
    at += length;
    if (marker === 0xda)
      return { frame, scan: readScan(body, frame, at), restartInterval, scanAt: at, adobeTransform };
  }
  return { frame, scan: null, restartInterval, scanAt: null, adobeTransform };
}
