import type { AssistPlane } from "../calls/assist-calls.ts";

/** A rectangle in pixel edges of a plane (0, 0 = outer corner of the first pixel); may be fractional and reach outside. */
export interface PixelWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Taps {
  readonly first: Int32Array;
  readonly index: Int32Array;
  readonly weight: Float32Array;
}

/** Weights that make `count` samples of `from … from + length`: box filter when shrinking, linear when growing. */
function tapsFor(from: number, length: number, count: number, size: number): Taps {
  const step = length / count;
  const first = new Int32Array(count + 1);
  const index: number[] = [];
  const weight: number[] = [];
  const clamp = (at: number) => Math.min(size - 1, Math.max(0, at));
  for (let out = 0; out < count; out++) {
    if (step > 1) {
      const start = from + out * step;
      const end = start + step;
      for (let at = Math.floor(start); at < end; at++) {
        const share = Math.min(end, at + 1) - Math.max(start, at);
        if (share <= 1e-9) continue;
        index.push(clamp(at));
        weight.push(share / step);
      }
    } else {
      const centre = from + (out + 0.5) * step - 0.5;
      const low = Math.floor(centre);
      const part = centre - low;
      index.push(clamp(low));
      weight.push(1 - part);
      if (part > 0) {
        index.push(clamp(low + 1));
        weight.push(part);
      }
    }
    first[out + 1] = index.length;
  }
  return { first, index: Int32Array.from(index), weight: Float32Array.from(weight) };
}

/**
 * Samples a window of a plane on `columns` × `rows` pixels: area average when shrinking, bilinear when growing; outside the
 * plane its edge is repeated.
 */
export function resample(
  plane: AssistPlane,
  window: PixelWindow,
  columns: number,
  rows: number,
): AssistPlane {
  const { x, y, width, height } = window;
  // Every sample would be one pixel, whole.
  if (
    x === 0 &&
    y === 0 &&
    width === columns &&
    height === rows &&
    plane.columns === columns &&
    plane.rows === rows
  )
    return { columns, rows, values: plane.values.slice() };
  const across = tapsFor(window.x, window.width, columns, plane.columns);
  const down = tapsFor(window.y, window.height, rows, plane.rows);
  const source = plane.values;
  const lines = new Map<number, Float32Array>();
  const lineAt = (row: number): Float32Array => {
    const known = lines.get(row);
    if (known) return known;
    const line = new Float32Array(columns);
    const start = row * plane.columns;
    const { first, index, weight } = across;
    for (let x = 0, tap = 0; x < columns; x++) {
      let sum = 0;
      for (const end = first[x + 1] as number; tap < end; tap++)
        sum += (source[start + (index[tap] as number)] ?? 0) * (weight[tap] as number);
      line[x] = sum;
    }
    lines.set(row, line);
    return line;
  };
  const values = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const begin = down.first[y] ?? 0;
    const end = down.first[y + 1] ?? 0;
    // Rows above the first tap are never needed again: memory stays at a few lines.
    for (const row of lines.keys()) if (row < (down.index[begin] ?? 0)) lines.delete(row);
    const out = values.subarray(y * columns, (y + 1) * columns);
    for (let tap = begin; tap < end; tap++) {
      const line = lineAt(down.index[tap] ?? 0);
      const weight = down.weight[tap] ?? 0;
      for (let x = 0; x < columns; x++) out[x] = (out[x] as number) + (line[x] as number) * weight;
    }
  }
  return { columns, rows, values };
}

/** The window that is a whole plane. */
export function wholeWindow(plane: { readonly columns: number; readonly rows: number }): PixelWindow {
  return { x: 0, y: 0, width: plane.columns, height: plane.rows };
}
