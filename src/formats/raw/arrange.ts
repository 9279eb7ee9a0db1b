import { type SampleType, sampleBytes } from "../../domain/samples.ts";
import { samplesFromLittleEndian, swapBytes } from "../dicom/sample-arrays.ts";
import { FormatError } from "../format-error.ts";

/** Types that files store; 64-bit integers are narrowed without loss, or refused. */
export type StoredType = SampleType | "i64" | "u64";

/** Bytes of one stored sample. */
export const storedBytes: Readonly<Record<StoredType, 1 | 2 | 4 | 8>> = {
  ...sampleBytes,
  i64: 8,
  u64: 8,
};

/** A grid of samples as a file holds it. */
export interface StoredGrid {
  readonly type: StoredType;
  readonly bigEndian: boolean;
  /** Length of each axis, the fastest first. */
  readonly sizes: readonly number[];
  /** Axes of column, row and slice; the last is null in a picture. */
  readonly space: readonly [number, number, number | null];
  /** The axis of red, green and blue (and an alpha, which is left out), or null. */
  readonly colorAxis: number | null;
}

/** Samples in the order of the store. */
export interface ArrangedSamples {
  readonly type: SampleType;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly slices: number;
  readonly stacks: number;
}

const mostBytes = 1 << 30;

/** Bytes of the grid; throws before anything is allocated when a size is absurd. */
export function gridBytes(grid: Pick<StoredGrid, "type" | "sizes">): number {
  let total: number = storedBytes[grid.type];
  for (const size of grid.sizes) {
    if (!Number.isInteger(size) || size < 1)
      throw new FormatError("parse-error", "axes of at least one sample", `${size}`);
    total *= size;
    if (total > mostBytes) throw new FormatError("too-large", `at most ${mostBytes} bytes of pixels`, "more");
  }
  return total;
}

type Words = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

function wordsOver(buffer: ArrayBuffer, size: 1 | 2 | 4 | 8): Words {
  if (size === 1) return new Uint8Array(buffer);
  if (size === 2) return new Uint16Array(buffer);
  return size === 4 ? new Uint32Array(buffer) : new BigUint64Array(buffer);
}

/** Copies word after word with the axes in another order; `keep` cuts the first output axis (alpha). */
function permuted(bytes: Uint8Array<ArrayBuffer>, grid: StoredGrid, order: readonly number[], keep: number) {
  const size = storedBytes[grid.type];
  const strides: number[] = [];
  grid.sizes.reduce((stride, length, axis) => {
    strides[axis] = stride;
    return stride * length;
  }, 1);
  const lengths = order.map((axis, place) => (place === 0 ? keep : (grid.sizes[axis] ?? 1)));
  const steps = order.map((axis) => strides[axis] ?? 0);
  const source = wordsOver(bytes.buffer, size);
  const out = new Uint8Array(lengths.reduce((product, length) => product * length, size));
  const target = wordsOver(out.buffer, size);
  const counters = lengths.map(() => 0);
  let from = 0;
  for (let to = 0; to < target.length; to++) {
    target[to] = source[from] ?? 0;
    for (let axis = 0; axis < lengths.length; axis++) {
      counters[axis] = (counters[axis] ?? 0) + 1;
      from += steps[axis] ?? 0;
      if ((counters[axis] ?? 0) < (lengths[axis] ?? 1)) break;
      from -= (counters[axis] ?? 0) * (steps[axis] ?? 0);
      counters[axis] = 0;
    }
  }
  return out;
}

/** 64-bit integers as 32-bit ones, else as doubles that hold each of them exactly, else refused. */
function narrowed(bytes: Uint8Array<ArrayBuffer>, signed: boolean) {
  const words = signed ? new BigInt64Array(bytes.buffer) : new BigUint64Array(bytes.buffer);
  let [low, high] = [0n, 0n];
  for (const word of words) {
    if (word < low) low = word;
    if (word > high) high = word;
  }
  const exact = BigInt(Number.MAX_SAFE_INTEGER);
  if (low < -exact || high > exact)
    throw new FormatError("unsupported-pixels", "64-bit integers below 2^53", "larger ones");
  const fits = low >= -(2n ** 31n) && high < 2n ** 31n;
  const type: SampleType = low >= 0n && high < 2n ** 32n ? "u32" : fits ? "i32" : "f64";
  const out =
    type === "u32" ? new Uint32Array(words.length) : type === "i32" ? new Int32Array(words.length) : null;
  const values = out ?? new Float64Array(words.length);
  for (let at = 0; at < words.length; at++) values[at] = Number(words[at]);
  return { type, bytes: new Uint8Array(values.buffer) };
}

/**
 * Samples of a file in the order of the store: colour, column, row, slice, then all other axes as stacks. `data` must hold the
 * whole grid. Always a copy.
 */
export function arrangeSamples(data: Uint8Array, grid: StoredGrid): ArrangedSamples {
  const size = storedBytes[grid.type];
  const total = gridBytes(grid);
  if (data.length < total) throw new FormatError("truncated", `${total} bytes of samples`, `${data.length}`);
  let bytes = new Uint8Array(total);
  bytes.set(data.subarray(0, total));
  if (grid.bigEndian && size > 1) swapBytes(bytes, size);
  const [column, row, slice] = grid.space;
  const front = [...(grid.colorAxis === null ? [] : [grid.colorAxis]), column, row];
  const known = slice === null ? front : [...front, slice];
  const rest = grid.sizes.map((_, axis) => axis).filter((axis) => !known.includes(axis));
  const order = [...known, ...rest];
  const firstSize = grid.sizes[order[0] ?? 0] ?? 1;
  const keep = grid.colorAxis === null ? firstSize : 3;
  const long = order.filter((axis) => (grid.sizes[axis] ?? 1) > 1);
  const inOrder = long.every((axis, place) => place === 0 || axis > (long[place - 1] ?? 0));
  if (!inOrder || keep < firstSize) bytes = permuted(bytes, grid, order, keep);
  const slices = slice === null ? 1 : (grid.sizes[slice] ?? 1);
  const stacks = rest.reduce((product, axis) => product * (grid.sizes[axis] ?? 1), 1);
  const { type } = grid;
  if (type === "i64" || type === "u64") return { ...narrowed(bytes, type === "i64"), slices, stacks };
  return { type, bytes, slices, stacks };
}

/** Decimal numbers in words as little endian samples of `type`. */
export function samplesFromText(text: string, type: StoredType, count: number): Uint8Array<ArrayBuffer> {
  const parts = text.trim().split(/[\s,]+/);
  if (parts.length < count) throw new FormatError("truncated", `${count} numbers`, `${parts.length}`);
  const bytes = new Uint8Array(count * storedBytes[type]);
  if (type === "i64" || type === "u64") {
    const words = new BigInt64Array(bytes.buffer);
    for (let at = 0; at < count; at++) {
      if (!/^[+-]?\d{1,19}$/.test(parts[at] ?? "")) throw notNumber();
      words[at] = BigInt((parts[at] ?? "").replace("+", ""));
    }
    return bytes;
  }
  const samples = samplesFromLittleEndian(type, bytes, count);
  for (let at = 0; at < count; at++) {
    const value = Number(parts[at]);
    if (Number.isNaN(value) && !/^[+-]?nan$/i.test(parts[at] ?? "")) throw notNumber();
    samples[at] = value;
  }
  return new Uint8Array(samples.buffer);
}

const notNumber = () => new FormatError("parse-error", "numbers", "other text");
