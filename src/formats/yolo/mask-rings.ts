import type { PointImage } from "../../domain/annotation.ts";
import { ringArea } from "../../domain/geometry.ts";
import type { BinaryMask } from "../../domain/mask.ts";

/** A closed outline in pixel-edge coordinates (the first pixel's corner is 0, 0). Outer ones turn from +x to +y, holes back. */
export interface MaskRing {
  readonly points: readonly PointImage[];
  readonly hole: boolean;
}

/** Right, down, left, up: the inside lies on the right hand. */
const steps: readonly PointImage[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/**
 * The outlines of a mask along its pixel edges, corners only, in the order of their first pixel. Pixels that touch at a corner only
 * are of different outlines.
 */
export function maskRings({ bits, columns, rows }: BinaryMask): MaskRing[] {
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && bits[y * columns + x] === 1;
  const leads = (x: number, y: number, way: number): boolean => {
    if (way === 0) return at(x, y) && !at(x, y - 1);
    if (way === 1) return at(x - 1, y) && !at(x, y);
    if (way === 2) return at(x - 1, y - 1) && !at(x - 1, y);
    return at(x, y - 1) && !at(x - 1, y - 1);
  };
  const seen = new Uint8Array(columns * rows);
  const follow = (startX: number, startY: number): PointImage[] => {
    const points: PointImage[] = [];
    let [x, y, way] = [startX, startY, 0];
    do {
      if (way === 0) seen[y * columns + x] = 1;
      const [dx, dy] = steps[way] ?? [0, 0];
      x += dx;
      y += dy;
      // The right turn first: it stays at the same pixel where two meet at a corner.
      const next = [way + 1, way, way + 3].map((turn) => turn % 4).find((turn) => leads(x, y, turn)) ?? way;
      if (next !== way) points.push([x, y]);
      way = next;
    } while (x !== startX || y !== startY || way !== 0);
    return points;
  };
  const rings: MaskRing[] = [];
  for (let index = 0; index < bits.length; index++) {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    if (bits[index] !== 1 || seen[index] || !leads(x, y, 0)) continue;
    const points = follow(x, y);
    rings.push({ points, hole: ringArea(points) < 0 });
  }
  return rings;
}
