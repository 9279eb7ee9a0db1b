import type { AssistPlane } from "../calls/assist-calls.ts";
import { bottleneckMap, levels } from "./bottleneck-map.ts";
import { gaussian } from "./gaussian.ts";

/** What a flood starts from; seeds are pixel indices of the plane. */
export interface FloodInput {
  readonly plane: AssistPlane;
  /** Pixels per protocol pixel: the blur is stated at a longest side of 128. */
  readonly unit: number;
  readonly positive: readonly number[];
  readonly negative: readonly number[];
  /** Fraction of the value range, or null for the automatic one. */
  readonly tolerance: number | null;
  /** Pixels that may be filled, or null for all. */
  readonly allowed: Uint8Array | null;
}

/** A soft value per pixel (mask = above 0.5) and the tolerance that was used. */
export interface FloodResult {
  readonly soft: AssistPlane;
  readonly tolerance: number;
}

/** The range of the tolerance, as fractions of the value range (assist 3.1). */
export const toleranceRange = { low: 0.05, high: 0.2 } as const;

/** A flood smaller than this share of the plane has not left its own noise: its growth is no leak. */
const leastArea = 0.002;

function unionMap(values: Float32Array, columns: number, rows: number, seeds: readonly number[]) {
  const [first, ...others] = seeds;
  if (first === undefined) return new Uint8Array(values.length).fill(255);
  const out = bottleneckMap(values, columns, rows, first);
  for (const seed of others) {
    const map = bottleneckMap(values, columns, rows, seed);
    for (let at = 0; at < out.length; at++) out[at] = Math.min(out[at] ?? 255, map[at] ?? 255);
  }
  return out;
}

/**
 * The last level before the largest relative jump of the filled area, within {@link toleranceRange}; of equal jumps the later. Levels
 * below the least area are passed over: there every new pixel is a large relative jump.
 */
export function automaticLevel(map: Uint8Array, allowed: Uint8Array | null): number {
  const area = new Float64Array(levels);
  for (let at = 0; at < map.length; at++)
    if (!allowed || allowed[at]) area[map[at] ?? 255] = (area[map[at] ?? 255] ?? 0) + 1;
  for (let level = 1; level < levels; level++) area[level] = (area[level] ?? 0) + (area[level - 1] ?? 0);
  const first = Math.ceil(toleranceRange.low * 255);
  const last = Math.floor(toleranceRange.high * 255);
  let best = first;
  let largest = 0;
  for (let level = first; level < last; level++) {
    const jump = (area[level + 1] ?? 0) / Math.max(1, area[level] ?? 0);
    if ((area[level] ?? 0) < leastArea * map.length) {
      best = level + 1;
      continue;
    }
    if (jump >= largest) {
      largest = jump;
      best = level;
    }
  }
  return best;
}

/**
 * 4-connected flood from each positive seed after a Gaussian of 0.7 protocol pixels; negatives flood at half the tolerance and
 * are taken away, except from the positive seeds themselves (assist 3.1).
 */
export function flood(input: FloodInput): FloodResult {
  const { columns, rows } = input.plane;
  const { values } = gaussian(input.plane, 0.7 * input.unit);
  const map = unionMap(values, columns, rows, input.positive);
  const level =
    input.tolerance === null
      ? automaticLevel(map, input.allowed)
      : Math.min(254, Math.max(0, Math.round(input.tolerance * 255)));
  // 1 at the seed's value, just above one half at the tolerance, 0 at twice the tolerance.
  const softOf = Float32Array.from({ length: levels }, (_, own) =>
    Math.max(0, 1 - own / (2 * (level + 0.5))),
  );
  const soft = new Float32Array(map.length);
  for (let at = 0; at < soft.length; at++)
    if (!input.allowed || input.allowed[at]) soft[at] = softOf[map[at] ?? 255] ?? 0;
  if (input.negative.length > 0) {
    const away = unionMap(values, columns, rows, input.negative);
    for (let at = 0; at < soft.length; at++) if ((away[at] ?? 255) <= level / 2) soft[at] = 0;
  }
  for (const seed of input.positive) soft[seed] = 1;
  return { soft: { columns, rows, values: soft }, tolerance: level / 255 };
}
