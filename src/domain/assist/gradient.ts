import type { AssistPlane } from "../calls/assist-calls.ts";

/** Magnitude of the gradient per pixel: central differences, one-sided at the borders. */
export function gradientMagnitude({ columns, rows, values }: AssistPlane): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length);
  for (let y = 0; y < rows; y++) {
    const up = Math.max(0, y - 1);
    const down = Math.min(rows - 1, y + 1);
    for (let x = 0; x < columns; x++) {
      const left = Math.max(0, x - 1);
      const right = Math.min(columns - 1, x + 1);
      const at = y * columns;
      const dx = right > left ? ((values[at + right] ?? 0) - (values[at + left] ?? 0)) / (right - left) : 0;
      const dy =
        down > up ? ((values[down * columns + x] ?? 0) - (values[up * columns + x] ?? 0)) / (down - up) : 0;
      out[at + x] = Math.hypot(dx, dy);
    }
  }
  return out;
}
