import { bestAssignment } from "./assignment.ts";

/** Pairs below this share no object. */
const leastIou = 0.5;

export interface MatchedPair {
  readonly a: number;
  readonly b: number;
  readonly iou: number;
}

/** `match/1`: which objects of two readers are the same (export-and-workflow 3.4). */
export interface Match {
  readonly id: "match/1";
  readonly pairs: readonly MatchedPair[];
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
  /** 2·pairs / (nA + nB); 1 where neither reader has an object. */
  readonly f1: number;
  /** Null without pairs. */
  readonly meanIou: number | null;
  readonly bothEmpty: boolean;
}

/** One-to-one pairs that maximise the sum of IoU, each IoU ≥ 0.5. `iou[a][b]`; `countB` tells how many there are when `iou` has no row. */
export function matchObjects(iou: readonly (readonly number[])[], countB: number): Match {
  const gain = iou.map((row) => row.map((value) => (value >= leastIou ? value : 0)));
  const pairs = bestAssignment(gain).flatMap((b, a) => {
    const value = gain[a]?.[b] ?? 0;
    return value > 0 ? [{ a, b, iou: value }] : [];
  });
  const [inA, inB] = [new Set(pairs.map((pair) => pair.a)), new Set(pairs.map((pair) => pair.b))];
  const rest = (count: number, taken: ReadonlySet<number>) =>
    Array.from({ length: count }, (_, at) => at).filter((at) => !taken.has(at));
  const total = iou.length + countB;
  return {
    id: "match/1",
    pairs,
    onlyA: rest(iou.length, inA),
    onlyB: rest(countB, inB),
    f1: total === 0 ? 1 : (2 * pairs.length) / total,
    meanIou: pairs.length === 0 ? null : pairs.reduce((sum, pair) => sum + pair.iou, 0) / pairs.length,
    bothEmpty: total === 0,
  };
}
