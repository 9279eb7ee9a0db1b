import { type ValueSlice, valuesOfSlice } from "./value-slice.ts";

/** A box of voxels of a stack; `to` is outside. */
export interface VoxelBox {
  readonly from: readonly [column: number, row: number, slice: number];
  readonly to: readonly [column: number, row: number, slice: number];
}

/** What GrowCut works on: levels and seeds of a box, columns first. */
export interface GrowCutInput {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  /** What a step costs beside the difference of levels: across, down, through. */
  readonly steps: readonly [number, number, number];
  /** 0–`topLevel`, or `wallLevel` where there is no value. */
  readonly levels: Uint16Array<ArrayBuffer>;
  /** 0: none. The lower label wins where two reach a voxel at the same cost. */
  readonly seeds: Uint8Array<ArrayBuffer>;
}

/** A voxel without a value (padding, NaN): nothing grows there. */
export const wallLevel = 0xffff;
/** As fine as the eye and a kernel's buckets need it. */
export const topLevel = 1023;
/** The box around seeds, some pixels wider in the plane, so that an object may end beyond them; through the slices it ends with the seeds. */
export function seedBox(
  seeds: readonly {
    readonly slice: number;
    readonly spans: readonly (readonly [number, number, number])[];
  }[],
  columns: number,
  rows: number,
): VoxelBox | null {
  let [left, top, first] = [columns, rows, Number.POSITIVE_INFINITY];
  let [right, bottom, last] = [0, 0, -1];
  for (const { slice, spans } of seeds)
    for (const [row, from, to] of spans) {
      [left, right] = [Math.min(left, from), Math.max(right, to)];
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
      [first, last] = [Math.min(first, slice), Math.max(last, slice)];
    }
  if (last < 0) return null;
  const margin = Math.max(8, Math.round(Math.max(right - left, bottom - top) / 10));
  return {
    from: [Math.max(0, left - margin), Math.max(0, top - margin), first],
    to: [Math.min(columns, right + margin), Math.min(rows, bottom + margin), last + 1],
  };
}

/** Lowest and highest value that counts, from a sample of the slices: a hundredth at each end is noise, metal or air. */
export function levelRange(
  slices: readonly ValueSlice[],
  columns: number,
  box: VoxelBox,
): readonly [number, number] {
  const seen: number[] = [];
  const [width, height] = [box.to[0] - box.from[0], box.to[1] - box.from[1]];
  const stride = Math.max(1, Math.floor((width * height * slices.length) / 50_000));
  for (const [index, slice] of slices.entries()) {
    const valueAt = valuesOfSlice(slice);
    for (let at = index % stride; at < width * height; at += stride) {
      const value = valueAt((box.from[1] + Math.floor(at / width)) * columns + box.from[0] + (at % width));
      if (Number.isFinite(value)) seen.push(value);
    }
  }
  seen.sort((a, b) => a - b);
  const at = (share: number) => seen[Math.round((seen.length - 1) * share)] ?? 0;
  return [at(0.01), at(0.99)];
}

/** Levels of one slice of the box, written to its place. */
export function putLevels(
  levels: Uint16Array,
  place: number,
  slice: ValueSlice,
  columns: number,
  box: VoxelBox,
  [low, high]: readonly [number, number],
): void {
  const valueAt = valuesOfSlice(slice);
  const fold = high > low ? topLevel / (high - low) : 0;
  let to = place;
  for (let row = box.from[1]; row < box.to[1]; row++)
    for (let column = box.from[0]; column < box.to[0]; column++) {
      const value = valueAt(row * columns + column);
      levels[to++] = Number.isFinite(value)
        ? Math.min(topLevel, Math.max(0, Math.round((value - low) * fold)))
        : wallLevel;
    }
}

/** What a step costs for its length: twice its millimetres, so that far slices hold together less; at least 1. */
export const stepCost = (mm: number): number => Math.min(1000, Math.max(1, Math.round(2 * mm)));
