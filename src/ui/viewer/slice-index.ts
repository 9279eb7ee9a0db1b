import type { AnnotationTarget } from "../../domain/annotation.ts";
import type { Series } from "../../domain/study.ts";

/** Where frames stand in the study as it is shown. */
export interface SliceIndex {
  /** Position of a frame in its series; null when it is not there. */
  sliceOf(target: Pick<AnnotationTarget, "series" | "sop" | "frame">): number | null;
  /** Position in the whole study, for "next proposal". */
  placeOf(target: Pick<AnnotationTarget, "series" | "sop" | "frame">): number;
  seriesAt(seriesUid: string): number | null;
}

/** Indexes the frames of all series once. */
export function sliceIndex(series: readonly Series[]): SliceIndex {
  const slices = new Map<string, number>();
  const starts = new Map<string, { readonly at: number; readonly start: number }>();
  let start = 0;
  for (const [at, { seriesUid, frames }] of series.entries()) {
    starts.set(seriesUid, { at, start });
    for (const [slice, ref] of frames.entries())
      slices.set(`${seriesUid}/${ref.sopUid}/${ref.frameIndex}`, slice);
    start += frames.length;
  }
  const sliceOf: SliceIndex["sliceOf"] = ({ series: uid, sop, frame }) =>
    slices.get(`${uid}/${sop}/${frame - 1}`) ?? null;
  return {
    sliceOf,
    placeOf: (target) => (starts.get(target.series)?.start ?? 0) + (sliceOf(target) ?? 0),
    seriesAt: (uid) => starts.get(uid)?.at ?? null,
  };
}
