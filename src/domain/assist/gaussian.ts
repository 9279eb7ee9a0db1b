import type { AssistPlane } from "../calls/assist-calls.ts";

/** Mirrors an index at the borders without repeating the border pixel. */
function mirrored(at: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const inside = ((at % period) + period) % period;
  return inside < size ? inside : period - inside;
}

/** Blurs each row; borders are mirrored into a line that is longer by a radius at either end. */
function smoothAcross(
  source: Float32Array,
  columns: number,
  kernel: Float64Array,
): Float32Array<ArrayBuffer> {
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(source.length);
  const from = Int32Array.from({ length: columns + 2 * radius }, (_, at) => mirrored(at - radius, columns));
  const line = new Float64Array(from.length);
  for (let start = 0; start < source.length; start += columns) {
    for (let at = 0; at < line.length; at++) line[at] = source[start + (from[at] ?? 0)] ?? 0;
    for (let at = 0; at < columns; at++) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) sum += (line[at + tap] ?? 0) * (kernel[tap] ?? 0);
      out[start + at] = sum;
    }
  }
  return out;
}

/** Blurs each column, a row of sums at a time: neighbours in memory, the same sums in the same order. */
function smoothDown(
  source: Float32Array,
  columns: number,
  rows: number,
  kernel: Float64Array,
): Float32Array<ArrayBuffer> {
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(source.length);
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let tap = 0; tap < kernel.length; tap++) {
      const start = mirrored(row + tap - radius, rows) * columns;
      const weight = kernel[tap] ?? 0;
      for (let at = 0; at < columns; at++) sums[at] = (sums[at] ?? 0) + (source[start + at] ?? 0) * weight;
    }
    out.set(sums, row * columns);
  }
  return out;
}

/** Gaussian blur with standard deviation `sigma` in pixels, cut at 4 sigma, borders mirrored. */
export function gaussian(plane: AssistPlane, sigma: number): AssistPlane {
  const radius = Math.max(1, Math.round(4 * sigma));
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, tap) =>
    Math.exp(-((tap - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  // Weights of 32 bits, as ever, read as numbers.
  const unit = Float64Array.from(kernel.map((weight) => weight / total));
  const { columns, rows } = plane;
  const across = smoothAcross(plane.values, columns, unit);
  return { columns, rows, values: smoothDown(across, columns, rows, unit) };
}
