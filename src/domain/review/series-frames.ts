import type { FrameRef, Instance, Series } from "../study.ts";
import type { SeriesFrames } from "./reader-things.ts";

/** Even steps along the normal, mm; null where they are not known or not even. */
function throughMm(frames: readonly FrameRef[]): number | null {
  const places = frames.map(({ alongNormalMm }) => alongNormalMm);
  const steps = places
    .slice(1)
    .map((place, at) => Math.abs((place ?? Number.NaN) - (places[at] ?? Number.NaN)));
  const [first = Number.NaN] = steps;
  return first > 0 && steps.every((step) => Math.abs(step - first) <= 0.01 * first) ? first : null;
}

/** The grid of a series as the metrics want it. */
export function seriesFrames(series: Series, instances: ReadonlyMap<string, Instance>): SeriesFrames {
  const [first] = series.frames;
  const facts = first && instances.get(first.sopUid)?.facts;
  const spacing = facts?.spacingKind === "unknown" ? null : facts?.spacingMm;
  return {
    seriesUid: series.seriesUid,
    columns: series.columns,
    rows: series.rows,
    frames: series.frames.map(({ sopUid, frameIndex }) => ({ sop: sopUid, frame: frameIndex + 1 })),
    // Row spacing comes first in DICOM (PS3.3 10.7.1.3): it is the step down.
    spacingMm: spacing ? [spacing[1], spacing[0], throughMm(series.frames)] : null,
  };
}
