import type { BoxImage } from "../annotation.ts";
import type { BinaryMask } from "../mask.ts";

/** The ellipse inscribed in a box, whose corners are pixel centres; no pixel value is read (assist 3.1). */
export function ellipseInBox(columns: number, rows: number, box: BoxImage): BinaryMask {
  const bits = new Uint8Array(columns * rows);
  const x = (box[0] + box[2]) / 2;
  const y = (box[1] + box[3]) / 2;
  // The box covers whole pixels: half a pixel beyond the centres on each side.
  const radiusX = Math.abs(box[2] - box[0]) / 2 + 0.5;
  const radiusY = Math.abs(box[3] - box[1]) / 2 + 0.5;
  for (let row = Math.max(0, Math.ceil(y - radiusY)); row <= Math.min(rows - 1, y + radiusY); row++) {
    const half = radiusX * Math.sqrt(Math.max(0, 1 - ((row - y) / radiusY) ** 2));
    const from = Math.max(0, Math.ceil(x - half));
    const to = Math.min(columns - 1, Math.floor(x + half));
    if (to >= from) bits.fill(1, row * columns + from, row * columns + to + 1);
  }
  return { columns, rows, bits };
}
