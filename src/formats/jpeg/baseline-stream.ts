import { FormatError } from "../format-error.ts";
import type { TableParts } from "./huffman-table.ts";

/** One component of a baseline stream, with its tables. */
export interface BaselineComponent {
  /** Quantisation of the first coefficient. */
  readonly step: number;
  readonly dc: number;
  readonly ac: number;
}

/** A baseline stream of one scan in which every component has a block for each 8 × 8 pixels. */
export interface BaselineStream {
  readonly columns: number;
  readonly rows: number;
  readonly components: readonly BaselineComponent[];
  /** Blocks of all components between two restart markers; 0: none. */
  readonly restartEvery: number;
  /** By id. */
  readonly dcTables: ReadonlyMap<number, TableParts>;
  readonly acTables: ReadonlyMap<number, TableParts>;
  /** Segments before the scan, where they begin and end, and which of them hold Huffman tables. */
  readonly segments: readonly { readonly from: number; readonly to: number; readonly isHuffman: boolean }[];
  /** The head of the scan, and where its bits begin. */
  readonly scanFrom: number;
  readonly bitsFrom: number;
}

const odd = (found: string) => new FormatError("parse-error", "a plain baseline JPEG", found);

function huffmanTables(body: Uint8Array, dc: Map<number, TableParts>, ac: Map<number, TableParts>): void {
  for (let at = 0; at < body.length; ) {
    const kind = body[at] ?? 0;
    const counts = body.slice(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = body.slice(at + 17, at + 17 + total);
    if (counts.length < 16 || symbols.length < total || (kind & 0x0f) > 1 || kind >> 4 > 1)
      throw odd("another Huffman table");
    (kind >> 4 === 0 ? dc : ac).set(kind & 0x0f, { counts, symbols });
    at += 17 + total;
  }
}

function quantisation(body: Uint8Array, steps: Map<number, number>): void {
  for (let at = 0; at < body.length; at += 65) {
    const kind = body[at] ?? 0;
    const step = body[at + 1] ?? 0;
    if (kind > 3 || at + 65 > body.length || step === 0) throw odd("another quantisation");
    steps.set(kind, step);
  }
}

/**
 * Reads a JPEG stream up to the bits of its scan (ISO 10918-1 B.2). Throws {@link FormatError} where it is not baseline sequential of
 * 8 bits, has subsampled components, several scans, or anything that such a stream need not have.
 */
export function readBaseline(bytes: Uint8Array): BaselineStream {
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  if (word(0) !== 0xffd8) throw odd("other bytes");
  const dcTables = new Map<number, TableParts>();
  const acTables = new Map<number, TableParts>();
  const steps = new Map<number, number>();
  const segments: { from: number; to: number; isHuffman: boolean }[] = [];
  let frame: Uint8Array | null = null;
  let restartEvery = 0;
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1] ?? 0;
    const to = at + 2 + word(at + 2);
    if (bytes[at] !== 0xff || marker < 0xc0 || to > bytes.length || to < at + 4)
      throw odd("a broken segment");
    const body = bytes.subarray(at + 4, to);
    if (marker === 0xda) return withScan(body, at, to);
    if (marker === 0xc4) huffmanTables(body, dcTables, acTables);
    else if (marker === 0xdb) quantisation(body, steps);
    else if (marker === 0xdd) restartEvery = word(at + 4);
    else if (marker === 0xc0 && !frame) frame = body;
    else if (marker < 0xe0) throw odd("another kind of stream");
    segments.push({ from: at, to, isHuffman: marker === 0xc4 });
    at = to;
  }

  function withScan(scan: Uint8Array, scanFrom: number, bitsFrom: number): BaselineStream {
    const count = frame?.[5] ?? 0;
    if (!frame || frame.length !== 6 + 3 * count || frame[0] !== 8 || (count !== 1 && count !== 3))
      throw odd("another frame");
    const [rows, columns] = [1, 3].map((at) => ((frame?.[at] ?? 0) << 8) | (frame?.[at + 1] ?? 0));
    if (!rows || !columns) throw odd("a frame without a size");
    const isWhole = scan.length === 4 + 2 * count && scan[0] === count;
    const isSequential = scan.at(-3) === 0 && scan.at(-2) === 63 && scan.at(-1) === 0;
    if (!isWhole || !isSequential) throw odd("another scan");
    const components = Array.from({ length: count }, (_, index): BaselineComponent => {
      const [id, sampling = 0, table = 0] = (frame ?? []).slice(6 + 3 * index, 9 + 3 * index);
      const [scanId, tables = 0] = scan.slice(1 + 2 * index, 3 + 2 * index);
      const step = steps.get(table);
      // Of one component the blocks lie row by row whatever its sampling says (A.2.2).
      if (id !== scanId || step === undefined || (count > 1 && sampling !== 0x11)) throw odd("subsampling");
      return { step, dc: tables >> 4, ac: tables & 0x0f };
    });
    return {
      columns,
      rows,
      components,
      restartEvery,
      dcTables,
      acTables,
      segments,
      scanFrom,
      bitsFrom,
    };
  }
}
