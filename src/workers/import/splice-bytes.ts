import type { ByteSource } from "../../formats/byte-source.ts";
import type { ByteView } from "../../formats/byte-view.ts";
import { PipelineError } from "../wasm/pipeline-error.ts";
import type { SparseImage } from "../wasm/sparse-image.ts";
import { RefusedError } from "./refused-file.ts";

/** Bytes of a file. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** A stretch of a sparse image was read that is not in memory. */
class NeedRangeError extends Error {
  override readonly name = "NeedRangeError";
  constructor(
    readonly of: SparseBytes,
    readonly range: ByteRange,
  ) {
    super("a part of the file is not in memory");
  }
}

/** The parts of a large file that are in memory: its header, directories and tables, never its pixels. */
export interface SparseBytes extends ByteView {
  /** Brings ranges into memory; neighbours become one stretch. Ranges are cut at the end of the file. */
  load(ranges: readonly ByteRange[]): Promise<void>;
  /** Bytes that a walk has read already. */
  keep(offset: number, bytes: Uint8Array): void;
  /** What the pipelines take. */
  image(): SparseImage;
}

interface Extent {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** A header above this is none that an image has. */
const mostBytes = 256 << 20;
/** Stretches that lie closer than this are read as one. */
const joinBytes = 16 << 10;
const mostReadAhead = 4 << 20;
const mostRounds = 4000;
const readsAtOnce = 8;

const endOf = ({ at, bytes }: Extent) => at + bytes.length;

/** A sparse image of `source`, empty at first. */
export function makeSparseBytes(source: ByteSource): SparseBytes {
  // In order, none touching another.
  let extents: Extent[] = [];
  const total = () => extents.reduce((sum, { bytes }) => sum + bytes.length, 0);

  const find = (begin: number, end: number): Extent | null => {
    let [low, high] = [0, extents.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((extents[middle]?.at ?? 0) <= begin) low = middle + 1;
      else high = middle;
    }
    const extent = extents[low - 1];
    return extent && end <= endOf(extent) ? extent : null;
  };

  /** Joins what touches; where two hold the same place they are equal. */
  const settle = (parts: Extent[]) => {
    const sorted = parts.sort((a, b) => a.at - b.at);
    const settled: Extent[] = [];
    for (let first = 0; first < sorted.length; ) {
      let end = endOf(sorted[first] as Extent);
      let last = first + 1;
      while (last < sorted.length && (sorted[last] as Extent).at <= end) {
        end = Math.max(end, endOf(sorted[last] as Extent));
        last++;
      }
      const group = sorted.slice(first, last);
      const [only] = group;
      if (group.length === 1 && only) settled.push(only);
      else if (only) {
        const bytes = new Uint8Array(end - only.at);
        for (const part of group) bytes.set(part.bytes, part.at - only.at);
        settled.push({ at: only.at, bytes });
      }
      first = last;
    }
    extents = settled;
  };

  /** The parts of the wanted ranges that are not in memory, close ones joined. */
  const missing = (ranges: readonly ByteRange[]): ByteRange[] => {
    const wanted = ranges
      .map(({ offset, length }) => [offset, Math.min(offset + length, source.lengthBytes)] as const)
      .filter(([begin, end]) => end > begin && !find(begin, end))
      .sort((a, b) => a[0] - b[0]);
    const joined: { begin: number; end: number }[] = [];
    for (const [begin, end] of wanted) {
      const last = joined.at(-1);
      if (last && begin <= last.end + joinBytes) last.end = Math.max(last.end, end);
      else joined.push({ begin, end });
    }
    return joined.map(({ begin, end }) => ({ offset: begin, length: end - begin }));
  };

  const sparse: SparseBytes = {
    length: source.lengthBytes,
    async load(ranges) {
      const reads = missing(ranges);
      const sum = reads.reduce((all, { length }) => all + length, total());
      if (sum > mostBytes) throw new RefusedError("too-large", `${sum} bytes of header`);
      const fresh: Extent[] = [];
      for (let first = 0; first < reads.length; first += readsAtOnce) {
        await Promise.all(
          reads.slice(first, first + readsAtOnce).map(async ({ offset, length }) => {
            fresh.push({ at: offset, bytes: await source.read(offset, length) });
          }),
        );
      }
      settle([...extents, ...fresh]);
    },
    keep(offset, bytes) {
      const last = extents.at(-1);
      if (!last || endOf(last) < offset) extents.push({ at: offset, bytes });
      else settle([...extents, { at: offset, bytes }]);
    },
    subarray(begin, end) {
      if (begin >= end) return new Uint8Array(0);
      const extent = find(begin, Math.min(end, source.lengthBytes));
      if (!extent) throw new NeedRangeError(sparse, { offset: begin, length: end - begin });
      return extent.bytes.subarray(begin - extent.at, end - extent.at);
    },
    image() {
      const bytes = new Uint8Array(total());
      const table = new DataView(new ArrayBuffer(8 + 16 * extents.length));
      table.setBigUint64(0, BigInt(source.lengthBytes), true);
      let at = 0;
      for (const [i, extent] of extents.entries()) {
        table.setBigUint64(8 + 16 * i, BigInt(extent.at), true);
        table.setBigUint64(16 + 16 * i, BigInt(extent.bytes.length), true);
        bytes.set(extent.bytes, at);
        at += extent.bytes.length;
      }
      return { bytes, table: new Uint8Array(table.buffer) };
    },
  };
  return sparse;
}

/** What of `bytes` was missing; null for every other reason, and where another file lacks something. */
function needOf(bytes: SparseBytes, reason: unknown): ByteRange | null {
  if (reason instanceof NeedRangeError) return reason.of === bytes ? reason.range : null;
  const sparse = reason instanceof PipelineError && reason.code === "need-range";
  return sparse ? { offset: reason.offset, length: reason.length } : null;
}

/**
 * Runs `run`, which reads `bytes` and has no effects, until nothing that it reads is missing. What lies behind a need that follows the
 * one before is read ahead, further each time.
 */
export async function withRanges<T>(bytes: SparseBytes, run: () => T | Promise<T>): Promise<T> {
  let readAhead = joinBytes;
  let end = -1;
  for (let round = 0; round < mostRounds; round++) {
    try {
      return await run();
    } catch (reason) {
      const need = needOf(bytes, reason);
      if (!need) throw reason;
      const follows = need.offset <= end && end <= need.offset + need.length;
      readAhead = follows ? Math.min(mostReadAhead, readAhead * 2) : joinBytes;
      const length = Math.max(need.length, 16) + readAhead;
      await bytes.load([{ offset: need.offset, length }]);
      end = need.offset + length;
    }
  }
  throw new RefusedError("too-large", `more than ${mostRounds} scattered parts of a header`);
}
