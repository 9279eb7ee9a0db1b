import type { ReviewFrame } from "../../domain/calls/import-calls.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";

/**
 * The part `area` (pixels of the frame) of a rendered frame, made smaller by whole steps until it is at most `mostColumns`
 * wide. Steps take the pixel that differs most from the middle grey: thin letters stay.
 */
export function cropFrame(
  frame: ReviewFrame,
  area: Omit<BlankBox, "frames">,
  mostColumns: number,
): ReviewFrame {
  const scaleX = frame.columns / frame.frameColumns;
  const scaleY = frame.rows / frame.frameRows;
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const left = clamp(area.x * scaleX, frame.columns - 1);
  const top = clamp(area.y * scaleY, frame.rows - 1);
  const width = Math.max(1, clamp((area.x + area.width) * scaleX, frame.columns) - left);
  const height = Math.max(1, clamp((area.y + area.height) * scaleY, frame.rows) - top);
  const step = Math.max(1, Math.ceil(width / mostColumns));
  const columns = Math.max(1, Math.floor(width / step));
  const rows = Math.max(1, Math.floor(height / step));
  const source = new Uint32Array(frame.rgba.buffer, frame.rgba.byteOffset, frame.columns * frame.rows);
  const target = new Uint32Array(columns * rows);
  const contrast = (pixel: number) =>
    Math.abs((pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255) - 382);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      let best = 0;
      let most = -1;
      for (let dy = 0; dy < step; dy++) {
        const row = (top + y * step + dy) * frame.columns + left + x * step;
        for (let dx = 0; dx < step; dx++) {
          const pixel = source[row + dx] ?? 0;
          const found = step === 1 ? 0 : contrast(pixel);
          if (found > most) [best, most] = [pixel, found];
        }
      }
      target[y * columns + x] = best;
    }
  }
  return {
    columns,
    rows,
    frameColumns: area.width,
    frameRows: area.height,
    rgba: new Uint8ClampedArray(target.buffer),
  };
}
