import type { ToolsCalls } from "../../domain/calls/tools-calls.ts";
import { maskRleArea, rleSpans } from "../../domain/mask-rle.ts";
import { orderedSpans, spansRle } from "../../domain/mask-spans.ts";
import { fillBetween } from "../../domain/region/between.ts";
import { growCap, growRegion } from "../../domain/region/grow.ts";
import { seedAt } from "../../domain/region/seed-value.ts";
import type { ValueSlice } from "../../domain/region/value-slice.ts";
import { compareReaders } from "../../domain/review/compare-readers.ts";
import { fuseReaders } from "../../domain/review/fuse-readers.ts";
import { say } from "../../domain/said.ts";
import { makeBreathe } from "../pixels/breathe.ts";
import { type Handlers, PlainError } from "../serve.ts";
import { regionSlices } from "./region-slices.ts";

interface OpenStack {
  readonly key: string;
  readonly columns: number;
  readonly rows: number;
  readonly slices: (ValueSlice | undefined)[];
}

/** Runs work to its end, with a breath at every step, so that a cancel gets through. */
async function finished<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  const breathe = makeBreathe();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await breathe(signal);
  }
}

/** What the tools worker does; one stack is held at a time. */
export function makeTools(): Handlers<ToolsCalls> {
  let stack: OpenStack | null = null;
  const open = (key: string): OpenStack => {
    if (stack?.key === key) return stack;
    throw new PlainError("stack-gone", say`Another series was opened meanwhile. Try again.`);
  };
  return {
    async openStack({ key, columns, rows, slices }) {
      stack = { key, columns, rows, slices: Array.from({ length: slices }) };
      return null;
    },
    async addSlice({ key, slice, values }) {
      const { slices, columns, rows } = open(key);
      if (slice >= slices.length || values.samples.length !== columns * rows)
        throw new PlainError(
          "slice-size",
          say`Image ${slice + 1} has another size than the first: this series cannot be grown through.`,
        );
      slices[slice] = values;
      return null;
    },
    compareReaders: async (input) => compareReaders(input),
    fuseReaders: async ({ input, choices }) => fuseReaders(input, choices),
    async fillBetween({ slices, size }, { signal }) {
      const drawn = slices.find(({ mask }) => mask !== null)?.mask;
      if (!drawn) return { slices: [], pixels: 0, capped: false };
      const { columns, rows } = drawn;
      const given = slices.map(({ mask, position }) => ({ spans: mask && rleSpans(mask), position }));
      const masks = await finished(fillBetween(given, columns, rows, size), signal);
      const found = masks.flatMap((spans, slice) =>
        spans ? [{ slice, mask: spansRle({ columns, rows, spans: orderedSpans(spans) }) }] : [],
      );
      const pixels = found.reduce((sum, { mask }) => sum + maskRleArea(mask), 0);
      return { slices: found, pixels, capped: false };
    },
    async grow({ key, seed: [column, row, slice], tolerance, within }, { signal }) {
      const started = performance.now();
      const { columns, rows, slices } = open(key);
      const present = slices.filter((one) => one !== undefined);
      const seeded = slices[slice];
      if (!seeded || present.length < slices.length)
        throw new PlainError("stack-incomplete", say`Not all images of the series were read.`);
      const { at, value } = seedAt(seeded, columns, rows, [column, row]);
      const range = {
        low: Math.max(value - tolerance, within?.low ?? Number.NEGATIVE_INFINITY),
        high: Math.min(value + tolerance, within?.high ?? Number.POSITIVE_INFINITY),
      };
      const seeds = at.map((one) => [slice, one] as const);
      const growth = growRegion({ columns, rows, slices: present, seeds, range, cap: growCap });
      const { bits, count, capped } = await finished(growth, signal);
      const masks = regionSlices(bits, columns, rows);
      const milliseconds = performance.now() - started;
      return { slices: masks, pixels: count, capped, seedValue: value, milliseconds };
    },
  };
}
