import type { PixelSpan } from "../../domain/rasterize.ts";

/**
 * Frames of one bit a pixel, the first pixel in the lowest bit, running on from frame to frame without a gap (PS3.5 8.1.1): a frame of
 * 25 pixels ends inside a byte. `pixels` is the size of a frame.
 */
export function packBits(
  frames: readonly (readonly PixelSpan[])[],
  columns: number,
  rows: number,
): Uint8Array<ArrayBuffer> {
  const pixels = columns * rows;
  const bytes = new Uint8Array(2 * Math.ceil((frames.length * pixels) / 16));
  const set = (from: number, to: number) => {
    let at = from;
    for (; at < to && at % 8; at++) bytes[at >>> 3] = (bytes[at >>> 3] ?? 0) | (1 << (at & 7));
    const whole = Math.floor(at / 8);
    const end = Math.max(whole, Math.floor(to / 8));
    bytes.fill(255, whole, end);
    for (at = Math.max(at, end * 8); at < to; at++)
      bytes[Math.floor(at / 8)] = (bytes[Math.floor(at / 8)] ?? 0) | (1 << (at % 8));
  };
  for (const [index, spans] of frames.entries())
    for (const [row, from, to] of spans) {
      const start = index * pixels + row * columns;
      set(start + from, start + to);
    }
  return bytes;
}
