import { FormatError } from "../format-error.ts";
import { type BaselineStream, readBaseline } from "./baseline-stream.ts";
import { type BitReader, type BitWriter, makeBitReader, makeBitWriter } from "./entropy-bits.ts";
import {
  type HuffmanTable,
  makeHuffmanTable,
  standardAc,
  standardDc,
  type TableParts,
} from "./huffman-table.ts";

/** Pixels a side of a block, the least of a stream that can be changed by itself. */
export const blockSide = 8;

/** A part of a frame, in whole pixels. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const eoi = 0xd9;
const endOfBlock = 0x00;
const sixteenZeros = 0xf0;

/** The least or largest sample, by a first coefficient that goes past it, or the middle; null: a value that may not be met exactly. */
function firstOf(sample: number, step: number): number | null {
  if (sample === 128) return 0;
  if (sample === 0) return Math.floor(-1024 / step);
  return sample === 255 ? Math.ceil(1016 / step) : null;
}

interface Tables {
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
}

/** Tables of each component as the stream has them, or the standard ones, which hold every symbol. */
function tablesOf({ components, dcTables, acTables }: BaselineStream, standard: boolean): readonly Tables[] {
  const made = new Map<TableParts, HuffmanTable>();
  const of = (parts: TableParts | undefined) => {
    if (!parts) throw new FormatError("parse-error", "a Huffman table", "none");
    const table = made.get(parts) ?? makeHuffmanTable(parts.counts, parts.symbols);
    made.set(parts, table);
    return table;
  };
  return components.map(({ dc, ac }) => ({
    dc: of(standard ? standardDc : dcTables.get(dc)),
    ac: of(standard ? standardAc : acTables.get(ac)),
  }));
}

/** Everything before the bits of the scan; with other Huffman tables, where they are the standard ones. */
function headOf(bytes: Uint8Array, stream: BaselineStream, standard: boolean): Uint8Array {
  const parts: number[][] = [[0xff, 0xd8]];
  for (const { from, to, isHuffman } of stream.segments)
    if (!isHuffman || !standard) parts.push([...bytes.subarray(from, to)]);
  if (standard) {
    const tables = stream.components.flatMap(({ dc, ac }) => [
      [dc, ...standardDc.counts, ...standardDc.symbols],
      [0x10 | ac, ...standardAc.counts, ...standardAc.symbols],
    ]);
    const body = [...new Map(tables.map((table) => [table[0], table])).values()].flat();
    parts.push([0xff, 0xc4, (body.length + 2) >> 8, (body.length + 2) & 0xff, ...body]);
  }
  parts.push([...bytes.subarray(stream.scanFrom, stream.bitsFrom)]);
  return Uint8Array.from(parts.flat());
}

const sizeOf = (value: number) => 32 - Math.clz32(Math.abs(value));

/** A difference as its size and so many bits, negative ones by their complement (F.1.2.1). */
function writeDifference(writer: BitWriter, table: HuffmanTable, difference: number): boolean {
  const size = sizeOf(difference);
  if (size > 11) throw new FormatError("parse-error", "a difference of 11 bits", `one of ${size}`);
  if (!writer.symbol(table, size)) return false;
  writer.bits(difference < 0 ? difference + (1 << size) - 1 : difference, size);
  return true;
}

function readDifference(reader: BitReader, table: HuffmanTable): number {
  const size = reader.symbol(table);
  if (size > 11) throw new FormatError("parse-error", "a difference of 11 bits", `one of ${size}`);
  const bits = reader.bits(size);
  return size > 0 && bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}

/** Reads the other coefficients of a block and, unless it is `blank`, writes them as they are. False where a symbol is missing. */
function copyRest(
  reader: BitReader,
  writer: BitWriter,
  from: HuffmanTable,
  to: HuffmanTable,
  blank: boolean,
) {
  for (let at = 1; at < 64; ) {
    const symbol = reader.symbol(from);
    const size = symbol & 0x0f;
    if (size > 10) throw new FormatError("parse-error", "a coefficient of 10 bits", `one of ${size}`);
    if (symbol === endOfBlock) at = 64;
    else if (symbol === sixteenZeros) at += 16;
    else if (size === 0) throw new FormatError("parse-error", "a run of a baseline stream", "another");
    else at += (symbol >> 4) + 1;
    if (at > 64 || (at === 64 && symbol === sixteenZeros))
      throw new FormatError("parse-error", "64 coefficients of a block", "more");
    const bits = reader.bits(size);
    if (blank) continue;
    if (!writer.symbol(to, symbol)) return false;
    writer.bits(bits, size);
  }
  return !blank || writer.symbol(to, endOfBlock);
}

/** The scan anew. Null where the tables to write with lack a symbol. */
function rewrite(
  bytes: Uint8Array,
  stream: BaselineStream,
  isCovered: (column: number, row: number) => boolean,
  firsts: readonly number[],
  standard: boolean,
): Uint8Array<ArrayBuffer> | null {
  const [from, to] = [tablesOf(stream, false), tablesOf(stream, standard)];
  const reader = makeBitReader(bytes, stream.bitsFrom);
  const writer = makeBitWriter(headOf(bytes, stream, standard), bytes.length - stream.bitsFrom);
  const [across, down] = [Math.ceil(stream.columns / blockSide), Math.ceil(stream.rows / blockSide)];
  const before = stream.components.map(() => 0);
  const after = stream.components.map(() => 0);
  for (let block = 0; block < across * down; block++) {
    if (stream.restartEvery > 0 && block > 0 && block % stream.restartEvery === 0) {
      const expected = 0xd0 | ((block / stream.restartEvery - 1) & 7);
      const found = reader.marker();
      if (found !== expected)
        throw new FormatError("parse-error", "a restart in its order", "another marker");
      writer.marker(found);
      before.fill(0);
      after.fill(0);
    }
    const covered = isCovered(block % across, Math.floor(block / across));
    for (let index = 0; index < from.length; index++) {
      const [read, write] = [from[index], to[index]];
      if (!read || !write) continue;
      const first = (before[index] ?? 0) + readDifference(reader, read.dc);
      before[index] = first;
      const wanted = covered ? (firsts[index] ?? 0) : first;
      if (!writeDifference(writer, write.dc, wanted - (after[index] ?? 0))) return null;
      after[index] = wanted;
      if (!copyRest(reader, writer, read.ac, write.ac, covered)) return null;
    }
  }
  if (reader.marker() !== eoi) throw new FormatError("parse-error", "one scan", "another marker");
  writer.marker(eoi);
  return writer.done();
}

/** Boxes as they are blanked in such a stream: every block that one of them touches, as far as the frame goes. */
export function wholeBlocks<Box extends Part>(boxes: readonly Box[], columns: number, rows: number): Box[] {
  const down = (value: number, most: number) =>
    Math.min(most, Math.max(0, Math.floor(value / blockSide) * blockSide));
  const up = (value: number, most: number) =>
    Math.min(most, Math.max(0, Math.ceil(value / blockSide) * blockSide));
  return boxes.flatMap((box) => {
    const [x, y] = [down(box.x, columns), down(box.y, rows)];
    const [right, bottom] = [up(box.x + box.width, columns), up(box.y + box.height, rows)];
    return right > x && bottom > y ? [{ ...box, x, y, width: right - x, height: bottom - y }] : [];
  });
}

/**
 * A baseline JPEG stream in which the blocks that `parts` touch hold `blank` (a value for each component, 0, 128 or 255) and all others
 * their very coefficients: nothing is decoded, so nothing is lost (deidentification 3.8). Written with the stream's own Huffman tables, or
 * with the standard ones where those lack a symbol. Null where the stream is anything but plain, whole, of this size, and without
 * subsampling: there a changed block would colour pixels beside it.
 */
export function blankBlocks(
  bytes: Uint8Array,
  size: { readonly columns: number; readonly rows: number; readonly samples: number },
  parts: readonly Part[],
  blank: readonly number[],
): Uint8Array<ArrayBuffer> | null {
  try {
    const stream = readBaseline(bytes);
    const { columns, rows, components } = stream;
    if (columns !== size.columns || rows !== size.rows || components.length !== size.samples) return null;
    const firsts = components.flatMap(({ step }, index) => firstOf(blank[index] ?? -1, step) ?? []);
    if (firsts.length !== components.length) return null;
    const covers = wholeBlocks(parts, columns, rows);
    const isCovered = (column: number, row: number) => {
      const [left, top] = [column * blockSide, row * blockSide];
      return covers.some(
        ({ x, y, width, height }) => left >= x && left < x + width && top >= y && top < y + height,
      );
    };
    return (
      rewrite(bytes, stream, isCovered, firsts, false) ?? rewrite(bytes, stream, isCovered, firsts, true)
    );
  } catch (reason) {
    if (reason instanceof FormatError) return null;
    throw reason;
  }
}
