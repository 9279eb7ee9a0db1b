import type { ThingGroup } from "./compare-readers.ts";

/** How far the readers of a study are apart on what they drew. */
export interface Disagreement {
  /** Things that not all have, that they call by other classes, or whose areas have less than half in common. */
  readonly apart: number;
  readonly things: number;
  /** Mean of how far they are apart, 0–1: 1 − `iou/1`, and 1 where one does not have it or calls it otherwise. */
  readonly grade: number;
}

/** Less than this in common is told as a difference. */
const leastIou = 0.5;

function apartOn({ members, iou }: ThingGroup): number {
  const there = members.filter((member) => member !== null);
  const isShared = there.length === members.length && new Set(there.map(({ classId }) => classId)).size === 1;
  return isShared ? 1 - (iou ?? 1) : 1;
}

/** The disagreement of a comparison's groups (assist 3.9). */
export function disagreementOf(groups: readonly ThingGroup[]): Disagreement {
  const apart = groups.map(apartOn);
  const sum = apart.reduce((total, one) => total + one, 0);
  return {
    apart: apart.filter((one) => one > 1 - leastIou).length,
    things: groups.length,
    grade: groups.length === 0 ? 0 : sum / groups.length,
  };
}
