import type { Annotation } from "../../domain/annotation.ts";
import type { Proposal } from "../../domain/proposal.ts";
import { isOpenProposal } from "./label-names.ts";
import type { SliceIndex } from "./slice-index.ts";

/** One line of the list: a proposal that waits, or a label. */
export type ListRow =
  | { readonly kind: "proposal"; readonly id: string; readonly slice: number; readonly proposal: Proposal }
  | { readonly kind: "label"; readonly id: string; readonly slice: number; readonly label: Annotation };

/** Rows of a series: open proposals at or above the threshold first, each group in the order of its images. */
export function listRows(
  seriesUid: string,
  annotations: readonly Annotation[],
  proposals: readonly Proposal[],
  threshold: number,
  index: SliceIndex,
): readonly ListRow[] {
  const slice = (target: Annotation["target"]) => index.sliceOf(target) ?? 0;
  const open: ListRow[] = proposals
    .filter((one) => isOpenProposal(one) && one.target.series === seriesUid && one.confidence >= threshold)
    .map((proposal) => ({ kind: "proposal", id: proposal.id, slice: slice(proposal.target), proposal }));
  const labels: ListRow[] = annotations
    .filter((label) => label.target.series === seriesUid)
    .map((label) => ({ kind: "label", id: label.instanceUid, slice: slice(label.target), label }));
  const byPlace = (a: ListRow, b: ListRow) => a.slice - b.slice;
  return [...open.sort(byPlace), ...labels.sort(byPlace)];
}
