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
    for (let column = 1, at = row * columns + 1; column < columns; column++, at++) {
      const step = (grey[at] ?? 0) - (grey[at - 1] ?? 0);
      if (step <= steep && step >= -steep) continue;
      const place = field + Math.floor((column * side) / columns);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return counts;
}
