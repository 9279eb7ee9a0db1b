import type { AnnotationTarget } from "../../domain/annotation.ts";
import type { Series } from "../../domain/study.ts";

type Target = Pick<AnnotationTarget, "series" | "sop" | "frame">;

/** Where frames stand in the study as it is shown. */
export interface SliceIndex {
  /** Position of a frame in its stack; null when it is not there. */
  sliceOf(target: Target): number | null;
  /** Position in the whole study, for "next proposal". */
  placeOf(target: Target): number;
  /** Which of the stacks shown has the frame. */
  stackOf(target: Target): number | null;
}

interface Place {
  readonly stack: number;
  readonly slice: number;
  readonly place: number;
}

/** Indexes the frames of all stacks once: a series may be several. */
export function sliceIndex(stacks: readonly Pick<Series, "seriesUid" | "frames">[]): SliceIndex {
  const places = new Map<string, Place>();
  const starts = new Map<string, number>();
  for (const [stack, { seriesUid, frames }] of stacks.entries()) {
    const start = places.size;
    if (!starts.has(seriesUid)) starts.set(seriesUid, start);
    for (const [slice, ref] of frames.entries())
      places.set(`${seriesUid}/${ref.sopUid}/${ref.frameIndex}`, { stack, slice, place: start + slice });
  }
  const find = ({ series, sop, frame }: Target) => places.get(`${series}/${sop}/${frame - 1}`);
  return {
    sliceOf: (target) => find(target)?.slice ?? null,
    placeOf: (target) => find(target)?.place ?? starts.get(target.series) ?? 0,
    stackOf: (target) => find(target)?.stack ?? null,
  };
}
