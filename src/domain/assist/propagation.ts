import type { AssistResult } from "../calls/assist-calls.ts";
import type { MaskRle } from "../mask.ts";
import { forEachRleRun } from "../mask-rle.ts";

/** Why a propagation goes no further in one direction (assist 3.8). */
export type StopReason = "empty" | "fuzzy" | "area" | "jump";

/** At most so many slices in each direction. */
export const propagationReach = 20;
const leastMargin = 0.25;
const mostAreaChange = 0.4;

/** Area in pixels and centre of a mask. */
function momentsOf(mask: MaskRle): { readonly area: number; readonly x: number; readonly y: number } {
  let [area, x, y] = [0, 0, 0];
  forEachRleRun(mask, (row, from, to) => {
    area += to - from;
    x += ((from + to - 1) / 2) * (to - from);
    y += row * (to - from);
  });
  return area === 0 ? { area, x: 0, y: 0 } : { area, x: x / area, y: y / area };
}

/**
 * Whether an answer may not follow the mask before it: nothing is left, the contour is a coin toss, the area changes by more than 40 %,
 * or the centre jumps by more than half the equivalent radius. Null: it may.
 */
export function stopReason(before: MaskRle, result: AssistResult): StopReason | null {
  const [old, now] = [momentsOf(before), momentsOf(result.mask)];
  if (now.area === 0 || result.notice !== null) return "empty";
  if ((result.contourMargin ?? 0.5) < leastMargin) return "fuzzy";
  if (Math.abs(now.area - old.area) > mostAreaChange * old.area) return "area";
  const radius = Math.sqrt(old.area / Math.PI);
  return Math.hypot(now.x - old.x, now.y - old.y) > radius / 2 ? "jump" : null;
}

/** One slice to go to and the one that it follows, as places in the stack. */
export interface PropagationStep {
  readonly at: number;
  readonly from: number;
}

/** The slices to visit, outward from `start`: first up, then down; a direction ends at the stack's end or at a slice that is `taken`. */
export function propagationSteps(
  count: number,
  start: number,
  taken: (at: number) => boolean,
): PropagationStep[] {
  const steps: PropagationStep[] = [];
  for (const by of [1, -1]) {
    for (let done = 1; done <= propagationReach; done++) {
      const at = start + by * done;
      if (at < 0 || at >= count || taken(at)) break;
      steps.push({ at, from: at - by });
    }
  }
  return steps;
}
