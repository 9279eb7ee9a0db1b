import type { SampleArray } from "../../domain/samples.ts";
import type { ReformatRequest } from "./reformat-request.ts";
import type { Volume } from "./volume.ts";

/** Value in modality units at a place in voxels; NaN outside, in padding and where the slice has not come. */
type Sampler = (x: number, y: number, z: number) => number;

/**
 * Rows `[from, to)` of a picture into `out` (columns × rows, modality units, NaN = nothing there). Trilinear; padding never joins the
 * mean; where the nearest voxel is no image there is none: the same steps as the shader.
 */
export function reformatRows(
  volume: Volume,
  request: ReformatRequest,
  from: number,
  to: number,
  out: Float32Array,
): void {
  const { columns, start, down, through, samples, mode } = request;
  const addLine = isWhole(request) ? voxelLines(volume, request) : linearLines(volume, request);
  const half = (samples - 1) / 2;
  const counts = new Uint16Array(columns);
  for (let row = from; row < to; row++) {
    const line = out.subarray(row * columns, (row + 1) * columns);
    line.fill(Number.NaN);
    counts.fill(0);
    for (let s = -half; s <= half; s++) {
      addLine(
        start[0] + row * down[0] + s * through[0],
        start[1] + row * down[1] + s * through[1],
        start[2] + row * down[2] + s * through[2],
        line,
        counts,
      );
    }
    if (mode !== "mean") continue;
    for (let column = 0; column < columns; column++) {
      line[column] = (line[column] as number) / (counts[column] as number);
    }
  }
}

/** Takes one line of samples, from (x, y, z) on, into a line of the picture; `counts`: how many each pixel has had. */
type AddLine = (x: number, y: number, z: number, line: Float32Array, counts: Uint16Array) => void;

function linearLines(volume: Volume, { columns, across, mode }: ReformatRequest): AddLine {
  const sample = linearSampler(volume);
  return (x, y, z, line, counts) => {
    for (let column = 0; column < columns; column++) {
      const value = sample(x + column * across[0], y + column * across[1], z + column * across[2]);
      if (!Number.isNaN(value)) join(line, counts, column, value, mode);
    }
  };
}

/** Every sample is a voxel: a walk through the stored arrays, nothing is computed but the scale. */
function voxelLines(volume: Volume, { columns, across, mode }: ReformatRequest): AddLine {
  const { slices } = volume;
  const { slope, intercept, low, high } = tablesOf(volume);
  const stride = across[0] + across[1] * volume.columns;
  const sizes = [volume.columns, volume.rows, slices.length] as const;
  return (x, y, z, line, counts) => {
    let [first, last] = [0, columns - 1];
    for (const [axis, place] of [x, y, z].entries()) {
      const [step, size] = [across[axis] as number, sizes[axis] as number];
      if (step === 0 && (place < 0 || place >= size)) return;
      if (step > 0) {
        first = Math.max(first, Math.ceil(-place / step));
        last = Math.min(last, Math.floor((size - 1 - place) / step));
      } else if (step < 0) {
        first = Math.max(first, Math.ceil((place - size + 1) / -step));
        last = Math.min(last, Math.floor(place / -step));
      }
    }
    const home = y * volume.columns + x;
    for (let column = first; column <= last; column++) {
      const at = z + column * across[2];
      const slice = slices[at];
      if (!slice) continue;
      const stored = slice[home + column * stride] as number;
      if ((stored >= (low[at] as number) && stored <= (high[at] as number)) || !Number.isFinite(stored))
        continue;
      join(line, counts, column, stored * (slope[at] as number) + (intercept[at] as number), mode);
    }
  };
}

/** One more sample of a pixel. */
function join(
  line: Float32Array,
  counts: Uint16Array,
  column: number,
  value: number,
  mode: ReformatRequest["mode"],
): void {
  const before = line[column] as number;
  if (counts[column] === 0) line[column] = value;
  else if (mode === "mip") {
    if (value > before) line[column] = value;
  } else if (mode === "minip") {
    if (value < before) line[column] = value;
  } else line[column] = before + value;
  counts[column] = (counts[column] as number) + 1;
}

/** Whether every sample is a voxel. */
export function isWhole({ start, across, down, through, samples }: ReformatRequest): boolean {
  const steps = samples > 1 ? [start, across, down, through] : [start, across, down];
  return steps.every((vector) => vector.every(Number.isInteger));
}

/** Slope, intercept and padding of each slice, flat: the inner loop reads nothing else. */
function tablesOf({ scales }: Volume) {
  return {
    slope: Float64Array.from(scales, (one) => one.slope),
    intercept: Float64Array.from(scales, (one) => one.intercept),
    low: Float64Array.from(scales, (one) => one.padding?.[0] ?? Number.POSITIVE_INFINITY),
    high: Float64Array.from(scales, (one) => one.padding?.[1] ?? Number.NEGATIVE_INFINITY),
  };
}

function nearestSampler(volume: Volume): Sampler {
  const { columns, rows, slices } = volume;
  const { slope, intercept, low, high } = tablesOf(volume);
  const count = slices.length;
  return (x, y, z) => {
    if (x < 0 || y < 0 || z < 0 || x >= columns || y >= rows || z >= count) return Number.NaN;
    const slice = slices[z];
    if (!slice) return Number.NaN;
    const stored = slice[y * columns + x] as number;
    if ((stored >= (low[z] as number) && stored <= (high[z] as number)) || !Number.isFinite(stored))
      return Number.NaN;
    return stored * (slope[z] as number) + (intercept[z] as number);
  };
}

function linearSampler(volume: Volume): Sampler {
  const { columns, rows, slices } = volume;
  const { slope, intercept, low, high } = tablesOf(volume);
  const count = slices.length;
  const nearest = nearestSampler(volume);
  // A float that is no number is padding too.
  const isFloat = volume.type === "f32" || volume.type === "f64";
  const hasPadding = isFloat || volume.scales.some(({ padding }) => padding !== null);
  const lastX = columns - 1;
  const lastY = rows - 1;
  const lastZ = count - 1;
  const bilinear = (
    slice: SampleArray,
    left: number,
    right: number,
    top: number,
    bottom: number,
    tx: number,
    ty: number,
  ) => {
    const a = slice[top + left] as number;
    const c = slice[bottom + left] as number;
    const upper = a + ((slice[top + right] as number) - a) * tx;
    const lower = c + ((slice[bottom + right] as number) - c) * tx;
    return upper + (lower - upper) * ty;
  };
  return (x, y, z) => {
    const i = Math.floor(x + 0.5);
    const j = Math.floor(y + 0.5);
    const k = Math.floor(z + 0.5);
    if (i < 0 || j < 0 || k < 0 || i > lastX || j > lastY || k > lastZ) return Number.NaN;
    if (hasPadding ? Number.isNaN(nearest(i, j, k)) : !slices[k]) return Number.NaN;
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const z0 = Math.floor(z);
    const tx = x - x0;
    const ty = y - y0;
    const tz = z - z0;
    const left = Math.max(x0, 0);
    const right = x0 < lastX ? x0 + 1 : lastX;
    const top = Math.max(y0, 0) * columns;
    const bottom = (y0 < lastY ? y0 + 1 : lastY) * columns;
    const near = Math.max(z0, 0);
    const far = z0 < lastZ ? z0 + 1 : lastZ;
    const one = slices[near];
    const other = slices[far];
    if (!hasPadding && one && other) {
      const a =
        bilinear(one, left, right, top, bottom, tx, ty) * (slope[near] as number) +
        (intercept[near] as number);
      if (near === far || tz === 0) return a;
      const b =
        bilinear(other, left, right, top, bottom, tx, ty) * (slope[far] as number) +
        (intercept[far] as number);
      return a + (b - a) * tz;
    }
    let [sum, weight] = [0, 0];
    const add = (slice: SampleArray | null | undefined, at: number, place: number, share: number) => {
      if (!slice) return;
      const stored = slice[place] as number;
      if (stored >= (low[at] as number) && stored <= (high[at] as number)) return;
      if (!Number.isFinite(stored)) return;
      sum += (stored * (slope[at] as number) + (intercept[at] as number)) * share;
      weight += share;
    };
    for (const [slice, at, share] of [
      [one, near, 1 - tz],
      [other, far, tz],
    ] as const) {
      add(slice, at, top + left, (1 - tx) * (1 - ty) * share);
      add(slice, at, top + right, tx * (1 - ty) * share);
      add(slice, at, bottom + left, (1 - tx) * ty * share);
      add(slice, at, bottom + right, tx * ty * share);
    }
    return weight > 0 ? sum / weight : Number.NaN;
  };
}
