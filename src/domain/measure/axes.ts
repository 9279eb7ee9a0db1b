import type { PointImage } from "../annotation.ts";
import type { PixelSize } from "./pixel-size.ts";

/** Long and short axis of a lesion: the short one is perpendicular to the long one in millimetres, and crosses it. */
export type Axes = readonly [PointImage, PointImage, PointImage, PointImage];

const square: PixelSize = { rowMm: 1, columnMm: 1 };

/**
 * The short axis of a long axis `a`–`b` whose one end is drawn towards `to` (all in pointImage): through the foot of `to` on the long axis,
 * at a right angle in mm, as far on the other side. The foot stays on the long axis and neither half is longer than half the long
 * axis, so that the short axis is the shorter one (RECIST 1.1: longest perpendicular diameter).
 */
export function shortAxis(
  a: PointImage,
  b: PointImage,
  to: PointImage,
  size: PixelSize = square,
): readonly [PointImage, PointImage] {
  const { columnMm, rowMm } = size;
  const [dx, dy] = [(b[0] - a[0]) * columnMm, (b[1] - a[1]) * rowMm];
  const lengthMm = Math.hypot(dx, dy);
  if (lengthMm === 0) return [a, a];
  const [px, py] = [(to[0] - a[0]) * columnMm, (to[1] - a[1]) * rowMm];
  const along = Math.min(1, Math.max(0, (px * dx + py * dy) / lengthMm ** 2));
  const across = (dx * py - dy * px) / lengthMm;
  const half = Math.min(lengthMm / 2, Math.abs(across)) * Math.sign(across);
  const foot: PointImage = [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])];
  const [nx, ny] = [((-dy / lengthMm) * half) / columnMm, ((dx / lengthMm) * half) / rowMm];
  return [
    [foot[0] + nx, foot[1] + ny],
    [foot[0] - nx, foot[1] - ny],
  ];
}

/** The axes with end `index` (0 and 1 of the long axis, 2 and 3 of the short one) at another place; the right angle is kept. */
export function withAxisEnd(axes: Axes, index: number, to: PointImage, size: PixelSize = square): Axes {
  const [a, b] = axes;
  if (index < 2) {
    const [from, till] = index === 0 ? [to, b] : [a, to];
    const [first, second] = shortAxis(from, till, movedAlong(axes, from, till, size), size);
    return [from, till, first, second];
  }
  const [first, second] = shortAxis(a, b, to, size);
  return index === 2 ? [a, b, first, second] : [a, b, second, first];
}

/** Where the first end of the old short axis lies on a new long axis: as far along and as far off as before. */
function movedAlong([a, b, c]: Axes, from: PointImage, till: PointImage, size: PixelSize): PointImage {
  const { columnMm, rowMm } = size;
  const frame = (p: PointImage, q: PointImage) => [(q[0] - p[0]) * columnMm, (q[1] - p[1]) * rowMm] as const;
  const [dx, dy] = frame(a, b);
  const [px, py] = frame(a, c);
  const lengthMm = Math.hypot(dx, dy);
  const [nx, ny] = frame(from, till);
  const newMm = Math.hypot(nx, ny);
  if (lengthMm === 0 || newMm === 0) return from;
  const along = (px * dx + py * dy) / lengthMm ** 2;
  const across = (dx * py - dy * px) / lengthMm;
  const [x, y] = [nx * along - (ny / newMm) * across, ny * along + (nx / newMm) * across];
  return [from[0] + x / columnMm, from[1] + y / rowMm];
}
