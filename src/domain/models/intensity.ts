import { percentiles } from "../assist/percentiles.ts";
import { fieldsOf, list, numberIn, oneOf, refuse } from "./manifest-fields.ts";

/** One step of the preparation of values (assist 3.4). `null` of a z-score = of the image itself. */
export type IntensityOp =
  | { readonly op: "percentile-clip"; readonly lo: number; readonly hi: number }
  | { readonly op: "window"; readonly center: number; readonly width: number }
  | {
      readonly op: "scale";
      /** The values that become `to`; null = the range left by the clips before, else that of the image. */
      readonly from: readonly [number, number] | null;
      readonly to: readonly [number, number];
    }
  | {
      readonly op: "zscore";
      readonly mean: readonly number[] | null;
      readonly std: readonly number[] | null;
    };

/** Clips come first, then the scale, then the z-score: in another order one would undo the other. */
const rank = { "percentile-clip": 0, window: 0, scale: 1, zscore: 2 } as const;
const far = 1e9;

function pair(value: unknown, field: string): readonly [number, number] {
  const both = list(value, field).map((each) => numberIn(each, field, -far, far));
  const [low, high] = both;
  if (both.length !== 2 || low === undefined || high === undefined || !(high > low))
    return refuse(field, "two numbers, the smaller first", value);
  return [low, high];
}

/** One number, or one for each channel; null or absent: of the image. */
function numbers(value: unknown, field: string, low: number): readonly number[] | null {
  if (value === undefined || value === null) return null;
  const all = Array.isArray(value) ? value : [value];
  if (all.length === 0) refuse(field, "a number, a list of numbers or null", value);
  return all.map((each) => numberIn(each, field, low, far));
}

function readOp(value: unknown, field: string): IntensityOp {
  const fields = fieldsOf(value, field);
  const op = oneOf(fields.op, `${field}.op`, ["percentile-clip", "window", "scale", "zscore"]);
  switch (op) {
    case "percentile-clip": {
      const lo = numberIn(fields.lo ?? 0.5, `${field}.lo`, 0, 100);
      return { op, lo, hi: numberIn(fields.hi ?? 99.5, `${field}.hi`, lo, 100) };
    }
    case "window":
      return {
        op,
        center: numberIn(fields.center, `${field}.center`, -far, far),
        width: numberIn(fields.width, `${field}.width`, 1e-6, far),
      };
    case "scale":
      return {
        op,
        from: fields.from === undefined || fields.from === null ? null : pair(fields.from, `${field}.from`),
        to: pair(fields.to ?? [0, 1], `${field}.to`),
      };
    case "zscore": {
      const mean = numbers(fields.mean, `${field}.mean`, -far);
      const std = numbers(fields.std, `${field}.std`, 1e-9);
      if ((mean === null) !== (std === null)) refuse(field, "mean and std, or neither", value);
      return { op, mean, std };
    }
  }
}

/** Reads `input.intensity`; absent = the values as they are. */
export function readIntensity(value: unknown): readonly IntensityOp[] {
  if (value === undefined || value === null) return [];
  const ops = list(value, "input.intensity").map((entry, at) => readOp(entry, `input.intensity[${at}]`));
  for (const [at, { op }] of ops.entries()) {
    const before = ops[at - 1];
    if (!before) continue;
    const again = op === before.op && rank[op] > 0;
    if (rank[op] < rank[before.op] || again)
      refuse(
        "input.intensity",
        "clips first, then one scale, then one zscore",
        ops.map((each) => each.op),
      );
  }
  return ops;
}

/** Values a·v + b, in place. */
function linear(values: Float32Array, a: number, b: number): void {
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * a + b;
}

function clip(values: Float32Array, low: number, high: number): void {
  for (let at = 0; at < values.length; at++) values[at] = Math.min(high, Math.max(low, values[at] ?? 0));
}

function range(values: Float32Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/**
 * The values of a whole image (all of a channel) prepared as the manifest says. `channel` chooses from lists of mean and std. Expects finite
 * values; leaves the input alone. An image without contrast becomes even, never NaN.
 */
export function applyIntensity(
  source: Float32Array,
  ops: readonly IntensityOp[],
  channel: number,
): Float32Array<ArrayBuffer> {
  const values = Float32Array.from(source);
  let known: readonly [number, number] | null = null;
  for (const step of ops) {
    if (step.op === "percentile-clip") {
      const [low = 0, high = 0] = percentiles(values, [step.lo, step.hi]);
      clip(values, low, high);
      known = [low, high];
    } else if (step.op === "window") {
      const [low, high] = [step.center - step.width / 2, step.center + step.width / 2];
      clip(values, low, high);
      known = [low, high];
    } else if (step.op === "scale") {
      const [low, high] = step.from ?? known ?? range(values);
      const [to, end] = step.to;
      const factor = high > low ? (end - to) / (high - low) : 0;
      linear(values, factor, to - low * factor);
    } else {
      const count = Math.max(1, values.length);
      const own = step.mean === null;
      let mean = step.mean?.[channel] ?? step.mean?.[0] ?? 0;
      let std = step.std?.[channel] ?? step.std?.[0] ?? 1;
      if (own) {
        mean = values.reduce((sum, value) => sum + value, 0) / count;
        std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
      }
      const factor = 1 / Math.max(std, 1e-8);
      linear(values, factor, -mean * factor);
    }
  }
  return values;
}
