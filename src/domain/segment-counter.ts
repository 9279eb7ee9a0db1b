import type { Annotation } from "./annotation.ts";
import type { LogRowDraft } from "./record-diff.ts";

/** Hands out mask values: per series, from 1, never one that was ever used (viewer-and-tools 3.5). */
export interface SegmentCounter {
  /** The next value of a series; null when all 65 535 are used. */
  next(seriesUid: string): number | null;
  seeRow(row: Pick<LogRowDraft, "diff">): void;
}

/** A counter that knows every value of the present labels and of the log, deleted labels too. */
export function makeSegmentCounter(
  annotations: readonly Annotation[],
  log: readonly Pick<LogRowDraft, "diff">[],
): SegmentCounter {
  const highest = new Map<string, number>();
  const see = ({ geometry, target }: Annotation) => {
    if (geometry.type !== "mask") return;
    highest.set(target.series, Math.max(highest.get(target.series) ?? 0, geometry.segmentIndex));
  };
  const seeRow = ({ diff }: Pick<LogRowDraft, "diff">) => {
    for (const record of Object.values(diff.added)) if (record.kind === "annotation") see(record.value);
    for (const [, record] of Object.values(diff.updated)) if (record.kind === "annotation") see(record.value);
  };
  annotations.forEach(see);
  log.forEach(seeRow);
  return {
    seeRow,
    next(seriesUid) {
      const value = (highest.get(seriesUid) ?? 0) + 1;
      if (value > 65_535) return null;
      highest.set(seriesUid, value);
      return value;
    },
  };
}
