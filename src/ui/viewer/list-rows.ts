import { type Annotation, objectOf } from "../../domain/annotation.ts";
import type { Proposal } from "../../domain/proposal.ts";
import { isOpenProposal } from "../../domain/proposal.ts";
import type { SliceIndex } from "./slice-index.ts";

/** One line of the list: a proposal that waits, or a label. */
export type ListRow =
  | { readonly kind: "proposal"; readonly id: string; readonly slice: number; readonly proposal: Proposal }
  | {
      readonly kind: "label";
      /** Of the slice that the row stands for: that of the image on the screen, else the nearest. */
      readonly id: string;
      readonly slice: number;
      readonly label: Annotation;
      /** How many images the thing lies on. */
      readonly images: number;
      /** Its first image: the place of the row, which stays while one scrolls. */
      readonly first: number;
    };

/** Rows of the open proposals of a series at or above the threshold, in the order of its images. */
export function proposalRows(
  seriesUid: string,
  proposals: readonly Proposal[],
  threshold: number,
  index: SliceIndex,
): readonly ListRow[] {
  return proposals
    .filter((one) => isOpenProposal(one) && one.target.series === seriesUid && one.confidence >= threshold)
    .map((proposal) => {
      const slice = index.sliceOf(proposal.target) ?? 0;
      return { kind: "proposal", id: proposal.id, slice, proposal } as const;
    })
    .sort((a, b) => a.slice - b.slice);
}

/** Rows of the labels of a series in the order of their images. Slices of one thing in space are one row; `at` is the image on the screen. */
export function labelRows(
  seriesUid: string,
  annotations: readonly Annotation[],
  index: SliceIndex,
  at = 0,
): readonly ListRow[] {
  const slice = (target: Annotation["target"]) => index.sliceOf(target) ?? 0;
  const things = new Map<string, { readonly label: Annotation; readonly slice: number }[]>();
  for (const label of annotations) {
    if (label.target.series !== seriesUid) continue;
    const part = { label, slice: slice(label.target) };
    things.set(objectOf(label), [...(things.get(objectOf(label)) ?? []), part]);
  }
  const labels = [...things.values()].flatMap((parts) => {
    const [nearest] = parts.toSorted((a, b) => Math.abs(a.slice - at) - Math.abs(b.slice - at));
    if (!nearest) return [];
    const first = Math.min(...parts.map((part) => part.slice));
    return [
      { kind: "label", id: nearest.label.instanceUid, ...nearest, images: parts.length, first } as const,
    ];
  });
  return labels.sort((a, b) => a.first - b.first);
}

/**
 * First and last row of what lies on image `at`: its labels, or what is proposed for it where it has none. A thing that began on images far
 * before stands far above, as an organ does on all of them, so that it is the rows beside the last one that are meant.
 */
export function rowsOfImage(rows: readonly ListRow[], at: number): readonly [ListRow, ListRow] | null {
  const isHere = (kind: ListRow["kind"]) => (row: ListRow) => row.kind === kind && row.slice === at;
  for (const kind of ["label", "proposal"] as const) {
    const end = rows.findLastIndex(isHere(kind));
    const before = rows.slice(0, end).findLastIndex((row) => !isHere(kind)(row));
    const [first, last] = [rows[before + 1], rows[end]];
    if (first && last) return [first, last];
  }
  return null;
}
