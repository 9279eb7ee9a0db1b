import type { GreyPlane } from "./grey-plane.ts";

/** Of 255 grey levels: what a written character has against what it stands on. */
const steep = 48;
/** Fields a side. */
const side = 3;

/**
 * Counts what writing would add to a frame: steps of more than 48 of 255 grey levels along the rows, in each ninth of the frame,
 * row by row. Slices that lie beside each other have nearly the same counts.
 */
export function steepSteps({ columns, rows, grey }: GreyPlane): readonly number[] {
  const counts: number[] = new Array(side * side).fill(0);
  for (let row = 0; row < rows; row++) {
    const field = Math.floor((row * side) / rows) * side;
    let at = row * columns;
    let before = grey[at++] ?? 0;
    for (let third = 0; third < side; third++) {
      const end = row * columns + Math.ceil((columns * (third + 1)) / side);
      let count = 0;
      for (; at < end; at++) {
        const now = grey[at] ?? 0;
        // One comparison for both directions: below zero it wraps.
        if ((now - before + steep) >>> 0 > 2 * steep) count++;
        before = now;
      }
      counts[field + third] = (counts[field + third] ?? 0) + count;
    }
  }
  return counts;
}
