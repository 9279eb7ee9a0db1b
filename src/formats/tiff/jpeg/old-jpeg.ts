import { checkRange } from "../../byte-source.ts";
import { FormatError } from "../../format-error.ts";
import { type TiffDirectory, tagNumbers } from "../read-ifd.ts";
import {
  huffmanTable,
  type JpegFrame,
  type JpegScan,
  type JpegTables,
  noTables,
  quantizationTable,
  readJpegHeaders,
} from "./jpeg-headers.ts";

/** What a page of the retired JPEG scheme says of its strips (TIFF 6.0 section 22). */
export interface OldJpeg {
  readonly tables: JpegTables;
  /** Of the interchange stream, or null where only tags describe it. */
  readonly frame: JpegFrame | null;
  readonly scan: JpegScan | null;
  readonly restartInterval: number;
  /** Offset in the file of the interchange stream and of what its headers are followed by; null without one. */
  readonly stream: { readonly begin: number; readonly scanAt: number | null; readonly end: number } | null;
}

const tag = {
  process: 512,
  stream: 513,
  length: 514,
  restart: 515,
  quantizers: 519,
  dc: 520,
  ac: 521,
} as const;

/** Headers of a stream are looked for in this many bytes. */
const maxHeaderBytes = 1 << 18;
const tableBytes = 16 + 256;

async function tablesOfTags(directory: TiffDirectory, tables: JpegTables): Promise<void> {
  const { source } = directory;
  const read = async (at: number, most: number) => {
    checkRange(source.lengthBytes, at, 1);
    return source.read(at, Math.min(most, source.lengthBytes - at));
  };
  for (const [index, at] of (await tagNumbers(directory, tag.quantizers)).slice(0, 4).entries())
    tables.quantization[index] = quantizationTable(await read(at, 64), false);
  for (const [place, into] of [
    [tag.dc, tables.dc],
    [tag.ac, tables.ac],
  ] as const) {
    for (const [index, at] of (await tagNumbers(directory, place)).slice(0, 4).entries()) {
      const bytes = await read(at, tableBytes);
      const counts = bytes.subarray(0, 16);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (total > 256 || bytes.length < 16 + total)
        throw new FormatError("parse-error", "a Huffman table", "a broken one", at);
      into[index] = huffmanTable(counts, bytes.subarray(16, 16 + total));
    }
  }
}

/** Reads tags 512–521 and the headers of the interchange stream. Errors: FormatError. */
export async function readOldJpeg(directory: TiffDirectory): Promise<OldJpeg> {
  const one = async (name: number, fallback: number) => (await tagNumbers(directory, name))[0] ?? fallback;
  const process = await one(tag.process, 1);
  if (process !== 1)
    throw new FormatError("unsupported-pixels", "the baseline process of old JPEG", `process ${process}`);
  const tables = noTables();
  await tablesOfTags(directory, tables);
  const begin = await one(tag.stream, 0);
  const restartTag = await one(tag.restart, 0);
  const { source } = directory;
  const none = { tables, frame: null, scan: null, restartInterval: restartTag, stream: null };
  if (begin === 0 || begin + 4 > source.lengthBytes) return none;
  const length = await one(tag.length, 0);
  const end = length > 0 ? Math.min(begin + length, source.lengthBytes) : source.lengthBytes;
  const head = await source.read(begin, Math.min(end - begin, maxHeaderBytes));
  if (head[0] !== 0xff || head[1] !== 0xd8) return none;
  const { frame, scan, scanAt, restartInterval } = readJpegHeaders(head, tables);
  return {
    tables,
    frame,
    scan,
    restartInterval: restartInterval > 0 ? restartInterval : restartTag,
    stream: { begin, scanAt: scanAt === null ? null : begin + scanAt, end },
  };
}
