import type { BoxImage, Geometry, PointImage } from "./annotation.ts";
import type { BinaryMask } from "./mask.ts";

/** A run of pixels of one row: columns `from` to `to` (exclusive). */
export type PixelSpan = readonly [row: number, from: number, to: number];

/** First pixel whose centre is not left of `x`. */
const firstAt = (x: number) => Math.ceil(x);

const clipSpan = (row: number, low: number, high: number, columns: number): PixelSpan | null => {
  const from = Math.max(0, low);
  const to = Math.min(columns, high);
  return from < to ? [row, from, to] : null;
};

/**
 * Pixels of closed rings by the even-odd rule: a pixel is in when its centre is. Left and top borders belong to the
 * inside, right and bottom ones do not, so that neighbours that share an edge share no pixel. The one raster rule (E3).
 */
export function polygonSpans(
  rings: readonly (readonly PointImage[])[],
  columns: number,
  rows: number,
): PixelSpan[] {
  const ys = rings.flatMap((ring) => ring.map(([, y]) => y));
  if (ys.length === 0) return [];
  const top = Math.max(0, firstAt(ys.reduce((a, b) => Math.min(a, b))));
  const bottom = Math.min(rows, firstAt(ys.reduce((a, b) => Math.max(a, b))));
  const spans: PixelSpan[] = [];
  for (let row = top; row < bottom; row++) {
    const crossings: number[] = [];
    for (const ring of rings) {
      let [x1, y1] = ring.at(-1) ?? [0, 0];
      for (const [x2, y2] of ring) {
        if (y1 <= row !== y2 <= row) crossings.push(x1 + ((row - y1) * (x2 - x1)) / (y2 - y1));
        [x1, y1] = [x2, y2];
      }
    }
    crossings.sort((a, b) => a - b);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const span = clipSpan(row, firstAt(crossings[index] ?? 0), firstAt(crossings[index + 1] ?? 0), columns);
      if (span) spans.push(span);
    }
  }
  return spans;
}

/** Pixels of a box, by the same border rule as a polygon. */
export function boxSpans([xMin, yMin, xMax, yMax]: BoxImage, columns: number, rows: number): PixelSpan[] {
  const ring: PointImage[] = [
    [xMin, yMin],
    [xMax, yMin],
    [xMax, yMax],
    [xMin, yMax],
  ];
  return polygonSpans([ring], columns, rows);
}

/** Pixels whose centre lies in a rotated ellipse or on its border. */
export function ellipseSpans(
  [centerX, centerY]: PointImage,
  [radiusX, radiusY]: PointImage,
  angleRad: number,
  columns: number,
  rows: number,
): PixelSpan[] {
  if (radiusX <= 0 || radiusY <= 0) return [];
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  // u = (dx cos + dy sin) / rx, v = (dy cos − dx sin) / ry; u² + v² = 1 is a quadratic in dx for a given dy.
  const a = (cos / radiusX) ** 2 + (sin / radiusY) ** 2;
  const reach = Math.hypot(radiusX * sin, radiusY * cos);
  const spans: PixelSpan[] = [];
  for (let row = Math.max(0, firstAt(centerY - reach)); row < rows && row <= centerY + reach; row++) {
    const dy = row - centerY;
    const halfB = dy * sin * cos * (1 / radiusX ** 2 - 1 / radiusY ** 2);
    const c = ((dy * sin) / radiusX) ** 2 + ((dy * cos) / radiusY) ** 2 - 1;
    const root = halfB * halfB - a * c;
    if (root < 0) continue;
    const low = centerX + (-halfB - Math.sqrt(root)) / a;
    const high = centerX + (-halfB + Math.sqrt(root)) / a;
    const span = clipSpan(row, firstAt(low), Math.floor(high) + 1, columns);
    if (span) spans.push(span);
  }
  return spans;
}

/**
 * Pixels whose centre lies within `radiusPx` of the segment from `a` to `b`. Convex, so each row is one run: its ends
 * are those of the two discs and of the band between them.
 */
export function capsuleSpans(
  [ax, ay]: PointImage,
  [bx, by]: PointImage,
  radiusPx: number,
  columns: number,
  rows: number,
): PixelSpan[] {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.hypot(dx, dy);
  const spans: PixelSpan[] = [];
  const top = Math.max(0, firstAt(Math.min(ay, by) - radiusPx));
  const bottom = Math.min(rows - 1, Math.floor(Math.max(ay, by) + radiusPx));
  for (let row = top; row <= bottom; row++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const [x, y] of [
      [ax, ay],
      [bx, by],
    ] as const) {
      const half = radiusPx * radiusPx - (row - y) ** 2;
      if (half < 0) continue;
      low = Math.min(low, x - Math.sqrt(half));
      high = Math.max(high, x + Math.sqrt(half));
    }
    const band = length > 0 ? bandOfRow(row - ay, dx, dy, length, radiusPx) : null;
    if (band) {
      low = Math.min(low, ax + band[0]);
      high = Math.max(high, ax + band[1]);
    }
    if (low > high) continue;
    const span = clipSpan(row, firstAt(low), Math.floor(high) + 1, columns);
    if (span) spans.push(span);
  }
  return spans;
}

/** Offsets from `a` of the row's part that lies beside the segment: 0 ≤ along ≤ length and |across| ≤ radius. */
function bandOfRow(
  y: number,
  dx: number,
  dy: number,
  length: number,
  radiusPx: number,
): readonly [number, number] | null {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  const limit = (slope: number, offset: number, from: number, to: number) => {
    if (slope === 0) {
      if (offset < from || offset > to) high = Number.NEGATIVE_INFINITY;
      return;
    }
    const p = (from - offset) / slope;
    const q = (to - offset) / slope;
    low = Math.max(low, Math.min(p, q));
    high = Math.min(high, Math.max(p, q));
  };
  limit(dx / length, (y * dy) / length, 0, length);
  limit(dy / length, (-y * dx) / length, -radiusPx, radiusPx);
  return low <= high ? [low, high] : null;
}

/** Pixels of a vector geometry; null for masks (they lie in tiles), points and lines, which have no inside. */
export function geometrySpans(geometry: Geometry, columns: number, rows: number): PixelSpan[] | null {
  switch (geometry.type) {
    case "polygon":
      return polygonSpans([geometry.pointsImage, ...(geometry.holes ?? [])], columns, rows);
    case "box":
      return boxSpans(geometry.boxImage, columns, rows);
    case "ellipse":
      return ellipseSpans(geometry.centerImage, geometry.radiiImage, geometry.angleRad, columns, rows);
    case "mask":
    case "polyline":
    case "point":
    case "length":
    case "angle":
    case "bidirectional":
    case "cobb":
    case "keypoints":
      return null;
  }
}

/** A binary mask of spans. */
export function spansToMask(spans: readonly PixelSpan[], columns: number, rows: number): BinaryMask {
  const bits = new Uint8Array(columns * rows);
  for (const [row, from, to] of spans) bits.fill(1, row * columns + from, row * columns + to);
  return { columns, rows, bits };
}
