import type { PixelSize } from "../measure/pixel-size.ts";

/** Farther than any pixel of an image can be. */
const far = 1e20;

/**
 * Squared distance along a line of samples, each of which stands for `f[i]` at its own place (the lower envelope of parabolas:
 * Felzenszwalb and Huttenlocher 2012); `step` mm from one to the next.
 */
function transformLine(
  f: Float64Array,
  out: Float64Array,
  count: number,
  step: number,
  hull: Int32Array,
  borders: Float64Array,
): void {
  const at = (i: number) => i * step;
  let k = 0;
  hull[0] = 0;
  borders[0] = Number.NEGATIVE_INFINITY;
  borders[1] = Number.POSITIVE_INFINITY;
  for (let q = 1; q < count; q++) {
    const high = (f[q] ?? far) + at(q) * at(q);
    let cross: number;
    do {
      const v = hull[k] ?? 0;
      cross = (high - ((f[v] ?? far) + at(v) * at(v))) / (2 * (at(q) - at(v)));
    } while (cross <= (borders[k] ?? 0) && --k >= 0);
    k++;
    hull[k] = q;
    borders[k] = cross;
    borders[k + 1] = Number.POSITIVE_INFINITY;
  }
  k = 0;
  for (let q = 0; q < count; q++) {
    while ((borders[k + 1] ?? 0) < at(q)) k++;
    const v = hull[k] ?? 0;
    out[q] = (at(q) - at(v)) ** 2 + (f[v] ?? far);
  }
}

/**
 * Exact squared Euclidean distance in mm² from each pixel centre to the nearest centre of a pixel that is `value`, with the size of
 * pixels honoured in both directions. Without such a pixel every distance is beyond any image.
 */
export function squaredDistance(
  bits: Uint8Array,
  columns: number,
  rows: number,
  { rowMm, columnMm }: PixelSize,
  value: 0 | 1,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(bits.length);
  for (let at = 0; at < out.length; at++) out[at] = (bits[at] ? 1 : 0) === value ? 0 : far;
  const side = Math.max(columns, rows);
  const line = new Float64Array(side);
  const result = new Float64Array(side);
  const hull = new Int32Array(side + 1);
  const borders = new Float64Array(side + 2);
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < rows; y++) line[y] = out[y * columns + x] ?? far;
    transformLine(line, result, rows, rowMm, hull, borders);
    for (let y = 0; y < rows; y++) out[y * columns + x] = result[y] ?? far;
  }
  for (let y = 0; y < rows; y++) {
    const start = y * columns;
    line.set(out.subarray(start, start + columns));
    transformLine(line, result, columns, columnMm, hull, borders);
    out.set(result.subarray(0, columns), start);
  }
  return out;
}
