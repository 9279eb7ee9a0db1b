/** A plane as its image gives it: centre of the first pixel, directions of rows and columns, spacing between rows and columns. */
export interface ContourPlane {
  readonly positionMm: readonly number[];
  readonly orientation: readonly number[];
  readonly spacingMm: readonly number[];
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);

/** Points in mm as column and row (0 at the first centre), and how far the farthest lies off the plane. */
export function onPlane(
  pointsMm: readonly number[],
  { positionMm, orientation, spacingMm }: ContourPlane,
): { readonly points: readonly (readonly [number, number])[]; readonly offMm: number } {
  const across = orientation.slice(0, 3);
  const down = orientation.slice(3, 6);
  const points: (readonly [number, number])[] = [];
  let offMm = 0;
  for (let at = 0; at + 2 < pointsMm.length; at += 3) {
    const away = [0, 1, 2].map((axis) => (pointsMm[at + axis] ?? 0) - (positionMm[axis] ?? 0));
    const [x, y] = [dot(away, across), dot(away, down)];
    const left = away.map((value, axis) => value - x * (across[axis] ?? 0) - y * (down[axis] ?? 0));
    offMm = Math.max(offMm, Math.hypot(...left));
    points.push([x / (spacingMm[1] ?? 1), y / (spacingMm[0] ?? 1)]);
  }
  return { points, offMm };
}

/**
 * Pixels whose centre lies inside an odd number of contours: reads keyholes, nested contours and XOR alike (export-and-workflow 3.7). Each
 * edge flips all pixels of a row to its right; what was flipped an odd number of times is inside.
 */
export function fillContours(
  contours: readonly (readonly (readonly [number, number])[])[],
  columns: number,
  rows: number,
): Uint8Array<ArrayBuffer> {
  const flips = new Uint8Array((columns + 1) * rows);
  for (const points of contours)
    points.forEach(([x2, y2], index) => {
      const [x1, y1] = points[(index || points.length) - 1] ?? [x2, y2];
      const [top, bottom] = y1 < y2 ? [y1, y2] : [y2, y1];
      for (let row = Math.max(0, Math.ceil(top)); row < rows && row < bottom; row++) {
        const x = x1 + ((x2 - x1) * (row - y1)) / (y2 - y1);
        const column = Math.min(columns, Math.max(0, Math.ceil(x)));
        const at = row * (columns + 1) + column;
        flips[at] = (flips[at] ?? 0) ^ 1;
      }
    });
  const out = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    let inside = 0;
    for (let column = 0; column < columns; column++) {
      inside ^= flips[row * (columns + 1) + column] ?? 0;
      out[row * columns + column] = inside;
    }
  }
  return out;
}

/**
 * Pixels inside outlines that run along pixel edges, counted from their corners alone; null where a corner lies off the edges. Parts of
 * an outline around a hole count against it.
 */
export function edgeArea(contours: readonly (readonly (readonly [number, number])[])[]): number | null {
  let sum = 0;
  for (const points of contours) {
    const snapped = points.map(([x, y]) => [Math.round(x + 0.5), Math.round(y + 0.5)] as const);
    const off = snapped.some(([x, y], index) => {
      const [px = 0, py = 0] = points[index] ?? [];
      return !(Math.max(Math.abs(x - 0.5 - px), Math.abs(y - 0.5 - py)) <= 2e-3);
    });
    if (off) return null;
    snapped.forEach(([x2, y2], index) => {
      const [x1, y1] = snapped[(index || snapped.length) - 1] ?? [x2, y2];
      sum += x1 * y2 - x2 * y1;
    });
  }
  return sum / 2;
}
