import type { PartName, StackGap } from "./series-part.ts";
import type { Series } from "./study.ts";

/** One stack of a series, as a person scrolls it: a series of its own frames and warnings. */
export interface SeriesStack extends Series {
  /** The series that it is of, with all frames. */
  readonly whole: Series;
  /** From 0, in the series. */
  readonly stackIndex: number;
  readonly names: readonly PartName[];
  readonly gaps: readonly StackGap[];
}

/** Warnings that say something of how stacks differ: between stacks that stand apart they are no fault of any one. */
const ofStack = new Set(["gap", "duplicate-position", "uneven-spacing", "tilt"]);

/** The stacks of a series in its order; a series without parts is one. */
export function seriesStacks(series: Series): readonly SeriesStack[] {
  const { parts = [] } = series;
  if (parts.length < 2) {
    return [{ ...series, whole: series, stackIndex: 0, names: [], gaps: parts[0]?.gaps ?? [] }];
  }
  return parts.map((part, stackIndex) => ({
    ...series,
    whole: series,
    stackIndex,
    names: part.names,
    gaps: part.gaps,
    columns: part.columns,
    rows: part.rows,
    frames: series.frames.slice(part.start, part.start + part.count),
    parts: [{ ...part, start: 0 }],
    warnings: series.warnings.filter((warning) => !ofStack.has(warning) || part.warnings.includes(warning)),
  }));
}
