import type { Proposal } from "../proposal.ts";

/** What makes a proposal doubtful, for the words beside it. */
export type DoubtReason = "fuzzy-edge" | "unsure-area" | "low-confidence" | "far";

/** More than this is told (assist 3.9): half a bit of entropy at the contour, half the area unsure, and so on. */
const limits = { entropyBand: 0.5, midFraction: 0.5, confidence: 0.6, distanceMm: 10 };

/** Whether it has an edge to be doubtful about: a box or an answer has none. */
export const hasEdge = ({ boxImage, answer }: Proposal): boolean => !boxImage && !answer;

/** How far each part of its doubt is, 1 at the limit where it is told; the gravest first. */
export function doubtGrades(proposal: Proposal): (readonly [reason: DoubtReason, grade: number])[] {
  const { uncertainty, confidence } = proposal;
  const parts: (readonly [DoubtReason, number])[] = [
    ...(hasEdge(proposal)
      ? ([
          ["fuzzy-edge", (uncertainty.entropyBand ?? 0) / limits.entropyBand],
          ["unsure-area", (uncertainty.midFraction ?? 0) / limits.midFraction],
        ] as const)
      : []),
    ["low-confidence", (1 - confidence) / (1 - limits.confidence)],
    ["far", (uncertainty.propagationDistanceMm ?? 0) / limits.distanceMm],
  ];
  return parts.sort((a, b) => b[1] - a[1]);
}

/** Why a person should look at it; the gravest first, empty when nothing stands out. */
export const doubtsOf = (proposal: Proposal): DoubtReason[] =>
  doubtGrades(proposal)
    .filter(([, grade]) => grade > 1)
    .map(([reason]) => reason);

/** Ranks from 0 (least) to 1 (most); equal values share the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const last = Math.max(1, values.length - 1);
  return values.map((value) => {
    const first = sorted.indexOf(value);
    return (first + sorted.lastIndexOf(value)) / 2 / last;
  });
}

/**
 * How much each proposal needs a person, 0–1: the mean of its ranks, among those of its class, in doubt at the contour, unsure area, lack of
 * confidence and distance from a labelled slice (assist 3.9). Ranks, because the parts of different tools have no common scale.
 */
export function reviewNeeds(proposals: readonly Proposal[]): ReadonlyMap<string, number> {
  const needs = new Map<string, number>();
  for (const classId of new Set(proposals.map((proposal) => proposal.classId))) {
    const group = proposals.filter((proposal) => proposal.classId === classId);
    const parts = [
      ranksOf(group.map(({ uncertainty }) => uncertainty.entropyBand ?? 0)),
      ranksOf(group.map(({ uncertainty }) => uncertainty.midFraction ?? 0)),
      ranksOf(group.map(({ confidence }) => 1 - confidence)),
      ranksOf(group.map(({ uncertainty }) => uncertainty.propagationDistanceMm ?? 0)),
    ];
    for (const [at, { id }] of group.entries())
      needs.set(id, parts.reduce((sum, ranks) => sum + (ranks[at] ?? 0), 0) / parts.length);
  }
  return needs;
}
