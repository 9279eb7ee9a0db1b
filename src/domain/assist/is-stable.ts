import { above } from "./above.ts";
import { connectedComponents } from "./components.ts";
import type { ProbabilityPart } from "./settle-mask.ts";

/**
 * Whether the masks at thresholds 0.4 and 0.6 agree with Dice ≥ 0.9 in the parts that `mask` (an image of `columns`) touches
 * (assist 3.7 d).
 */
export function isStable(part: ProbabilityPart, mask: Uint8Array, columns: number): boolean {
  const low = above(part.values, 0.4);
  const { labels, count } = connectedComponents(low, part.columns, part.rows);
  const touched = new Uint8Array(count + 1);
  for (let y = 0, at = 0; y < part.rows; y++) {
    const start = (y + part.y0) * columns + part.x0;
    for (let full = start; full < start + part.columns; full++, at++)
      if (mask[full]) touched[labels[at] as number] = 1;
  }
  let wide = 0;
  let narrow = 0;
  for (let at = 0; at < low.length; at++) {
    const label = labels[at] as number;
    if (label === 0 || !touched[label]) continue;
    wide++;
    if ((part.values[at] as number) > 0.6) narrow++;
  }
  return wide > 0 && (2 * narrow) / (wide + narrow) >= 0.9;
}
