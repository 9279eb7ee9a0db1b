import type { Annotation } from "../../domain/annotation.ts";
import type { Proposal } from "../../domain/proposal.ts";
import { isOpenProposal } from "../../domain/proposal.ts";
import type { LabelLookup } from "./label-names.ts";
import type { SliceIndex } from "./slice-index.ts";

/** A stretch of one lane: slices `from`–`to`, both included. */
export interface LaneSpan {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly color: string;
  readonly kind: "label" | "proposal";
}

/** More classes share the last lane. */
const mostLanes = 4;

function spans(
  byClass: ReadonlyMap<string, ReadonlySet<number>>,
  colorOf: (id: string) => string,
  kind: LaneSpan["kind"],
) {
  const found: LaneSpan[] = [];
  for (const [at, [classId, slices]] of [...byClass].entries()) {
    const lane = Math.min(at, mostLanes - 1);
    const color = colorOf(classId);
    const sorted = [...slices].sort((a, b) => a - b);
    let from = sorted[0];
    for (const [i, slice] of sorted.entries()) {
      if (from === undefined) break;
      const next = sorted[i + 1];
      if (next === slice + 1) continue;
      found.push({ lane, from, to: slice, color, kind });
      from = next;
    }
  }
  return found;
}

/** Where labels (left lanes) and open proposals (right lanes) of a stack lie, as stretches of its slices. */
export function lanesOf(
  stack: number,
  annotations: readonly Annotation[],
  proposals: readonly Proposal[],
  index: SliceIndex,
  lookup: LabelLookup,
): readonly LaneSpan[] {
  const collect = (
    items: readonly { readonly classId: string | null; readonly target: Annotation["target"] }[],
  ) => {
    const byClass = new Map<string, Set<number>>();
    for (const { classId, target } of items) {
      if (index.stackOf(target) !== stack) continue;
      const slice = index.sliceOf(target);
      if (slice === null) continue;
      const slices = byClass.get(classId ?? "") ?? new Set<number>();
      byClass.set(classId ?? "", slices.add(slice));
    }
    return byClass;
  };
  return [
    ...spans(collect(annotations), lookup.colorOf, "label"),
    ...spans(collect(proposals.filter(isOpenProposal)), lookup.colorOf, "proposal"),
  ];
}
