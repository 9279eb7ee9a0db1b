import type { ToolsCalls } from "../../domain/calls/tools-calls.ts";
import { growCap, growRegion } from "../../domain/region/grow.ts";
import { seedAt } from "../../domain/region/seed-value.ts";
import type { ValueSlice } from "../../domain/region/value-slice.ts";
import { makeBreathe } from "../pixels/breathe.ts";
import { type Handlers, PlainError } from "../serve.ts";
import { regionSlices } from "./region-slices.ts";

interface OpenStack {
  readonly key: string;
  readonly columns: number;
  readonly rows: number;
  readonly slices: (ValueSlice | undefined)[];
}

/** What the tools worker does; one stack is held at a time. */
export function makeTools(): Handlers<ToolsCalls> {
  let stack: OpenStack | null = null;
  const open = (key: string): OpenStack => {
    if (stack?.key === key) return stack;
    throw new PlainError("stack-gone", "Another series was opened meanwhile. Try again.");
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
          `Image ${slice + 1} has another size than the first: this series cannot be grown through.`,
        );
      slices[slice] = values;
      return null;
    },
    async grow({ key, seed: [column, row, slice], tolerance, within }, { signal }) {
      const started = performance.now();
      const { columns, rows, slices } = open(key);
      const present = slices.filter((one) => one !== undefined);
      const seeded = slices[slice];
      if (!seeded || present.length < slices.length)
        throw new PlainError("stack-incomplete", "Not all images of the series were read.");
      const { at, value } = seedAt(seeded, columns, rows, [column, row]);
      const range = {
        low: Math.max(value - tolerance, within?.low ?? Number.NEGATIVE_INFINITY),
        high: Math.min(value + tolerance, within?.high ?? Number.POSITIVE_INFINITY),
      };
      const seeds = at.map((one) => [slice, one] as const);
      const growth = growRegion({ columns, rows, slices: present, seeds, range, cap: growCap });
      const breathe = makeBreathe();
      for (let step = growth.next(); ; step = growth.next()) {
        if (!step.done) {
          await breathe(signal);
          continue;
        }
        const { bits, count, capped } = step.value;
        const masks = regionSlices(bits, columns, rows);
        const milliseconds = performance.now() - started;
        return { slices: masks, pixels: count, capped, seedValue: value, milliseconds };
      }
    },
  };
}
