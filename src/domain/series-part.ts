type Three = readonly [number, number, number];

/** What sets the stacks of one series apart (wasm spec 3.1). */
export type PartDimension =
  | "time"
  | "echo"
  | "b-value"
  | "direction"
  | "phase"
  | "inversion"
  | "image-type"
  | "acquisition"
  | "stack"
  | "energy"
  | "detector"
  | "channel"
  | "dimension"
  | "localizer"
  | "orientation"
  | "size";

/** One word of a stack's name: the value of a dimension, and that it is number `index` (from 1) of `of`. */
export interface PartName {
  readonly dimension: PartDimension;
  /** As the file has it; empty where only the order is known. */
  readonly value: string;
  readonly index: number;
  readonly of: number;
}

/** Slices that are missing behind frame `after` (from 1) of a stack. */
export interface StackGap {
  readonly after: number;
  readonly missing: number;
}

/** A named irregularity of a series; never a guess. */
export type SeriesWarning =
  | "gap"
  | "duplicate-position"
  | "duplicate-uid"
  | "uneven-spacing"
  | "tilt"
  | "mixed-size"
  | "mixed-orientation"
  | "two-acquisitions"
  | "localizer"
  | "no-position"
  | "pages-left-out"
  | "lossy";

/** Frames that are one stack: of one size, direction, time and kind. They lie next to each other in their series, from `start`. */
export interface SeriesPart {
  readonly start: number;
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** Empty when the series is one stack. */
  readonly names: readonly PartName[];
  /** Distance of neighbours along the normal in mm; null when it is not known. */
  readonly stepMm: number | null;
  /** From one first pixel to the next, in patient mm: sheared against the normal when the gantry was tilted. */
  readonly stepVectorMm: Three | null;
  readonly gaps: readonly StackGap[];
  readonly warnings: readonly SeriesWarning[];
}
