import type { Proposal } from "../proposal.ts";

/** What makes a proposal doubtful, for the words beside it. */
export type DoubtReason = "fuzzy-edge" | "unsure-area" | "low-confidence" | "far" | "unsteady" | "by-hand";

/** More than this is told (assist 3.9): half a bit of entropy at the contour, half the area unsure, a quarter other when mirrored, and so on. */
const limits = { entropyBand: 0.5, midFraction: 0.5, confidence: 0.6, distanceMm: 10, ttaDice: 0.25 };

/** Whether it has an edge to be doubtful about: a box or an answer has none. */
export const hasEdge = ({ boxImage, answer }: Proposal): boolean => !boxImage && !answer;

/** How far each part of its doubt is, 1 at the limit where it is told; the gravest first. */
export function doubtGrades(proposal: Proposal): (readonly [reason: DoubtReason, grade: number])[] {
  const { uncertainty, confidence, source } = proposal;
  const parts: (readonly [DoubtReason, number])[] = [
    ...(hasEdge(proposal)
      ? ([
          ["fuzzy-edge", (uncertainty.entropyBand ?? 0) / limits.entropyBand],
          ["unsure-area", (uncertainty.midFraction ?? 0) / limits.midFraction],
        ] as const)
      : []),
    ["low-confidence", (1 - confidence) / (1 - limits.confidence)],
    ["unsteady", (uncertainty.ttaDice ?? 0) / limits.ttaDice],
    // A place to look at, where nobody knows how two studies lie to each other: twice as grave as what is just told.
    ["by-hand", source.params.placed === "by-hand" ? 2 : 0],
    ["far", (uncertainty.propagationDistanceMm ?? 0) / limits.distanceMm],
  ];
  return parts.sort((a, b) => b[1] - a[1]);
}

/** Why a person should look at it; the gravest first, empty when nothing stands out. */
export const doubtsOf = (proposal: Proposal): DoubtReason[] =>
  doubtGrades(proposal)
    .filter(([, grade]) => grade > 1)
    .map(([reason]) => reason);

/** Ranks from 0 (least) to 1 (most) among the values that are known; equal values share the mean of theirs. */
function ranksOf(values: readonly (number | undefined)[]): (number | undefined)[] {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const last = Math.max(1, sorted.length - 1);
  const places = new Map<number, readonly [first: number, last: number]>();
  for (const [at, value] of sorted.entries()) places.set(value, [places.get(value)?.[0] ?? at, at]);
  return values.map((value) => {
    const place = value === undefined ? undefined : places.get(value);
    return place && (place[0] + place[1]) / 2 / last;
  });
}

/**
 * How much each proposal needs a person, 0–1: the mean of its ranks, among those of its class, in doubt at the contour, unsure area, lack of
 * confidence, distance from a labelled slice and, of those whose image was mirrored, in how far that changed the answer (assist 3.9). Ranks,
 * because the parts of different tools have no common scale; a part that is not known of a proposal does not count for it.
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
      ranksOf(group.map(({ uncertainty }) => uncertainty.ttaDice)),
    ];
    for (const [at, { id }] of group.entries()) {
      const known = parts.map((ranks) => ranks[at]).filter((rank) => rank !== undefined);
      needs.set(id, known.reduce((sum, rank) => sum + rank, 0) / known.length);
    }
  }
  return needs;
}
