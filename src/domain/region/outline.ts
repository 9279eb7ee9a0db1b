import type { PointImage } from "../annotation.ts";
import { ringArea } from "../geometry.ts";
import type { MaskBox } from "./mask-box.ts";

/** Steps along pixel borders: right, down, left, up. */
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * The outlines of a mask along the borders of its pixels, in pointImage: rings with the mask on the right hand, outer ones and holes.
 * At a corner where two pixels touch the ring goes on over it, so that 8-connected pixels share one ring. Filled by the even-odd rule
 * they give back exactly the mask.
 */
export function maskOutlines({ left, top, columns, rows, bits }: MaskBox): PointImage[][] {
  const isSet = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && bits[y * columns + x] === 1;
  const across = columns + 1;
  /** Whether the border from a corner in a direction has the mask on its right hand and none on its left. */
  const isBorder = (x: number, y: number, direction: number): boolean => {
    switch (direction) {
      case 0:
        return isSet(x, y) && !isSet(x, y - 1);
      case 1:
        return isSet(x - 1, y) && !isSet(x, y);
      case 2:
        return isSet(x - 1, y - 1) && !isSet(x - 1, y);
      default:
        return isSet(x, y - 1) && !isSet(x - 1, y - 1);
    }
  };
  const seen = new Uint8Array(across * (rows + 1) * 4);
  const rings: PointImage[][] = [];
  for (let y = 0; y <= rows; y++)
    for (let x = 0; x < across; x++) {
      // Every ring has a border that runs to the right.
      if (!isBorder(x, y, 0) || seen[(y * across + x) * 4]) continue;
      const ring: PointImage[] = [];
      let [cx, cy, direction] = [x, y, 0];
      let last = -1;
      while (!seen[(cy * across + cx) * 4 + direction]) {
        seen[(cy * across + cx) * 4 + direction] = 1;
        if (direction !== last) ring.push([left + cx - 0.5, top + cy - 0.5]);
        last = direction;
        const [dx, dy] = steps[direction] ?? [0, 0];
        cx += dx;
        cy += dy;
        // Left first: over the corner to the pixel that touches there.
        const turns = [direction + 3, direction, direction + 1].map((turn) => turn % 4);
        direction = turns.find((turn) => isBorder(cx, cy, turn)) ?? direction;
      }
      rings.push(ring);
    }
  return rings;
}

/** Whether a ring of {@link maskOutlines} is an outer one. */
export const isOuter = (ring: readonly PointImage[]): boolean => ringArea(ring) > 0;
