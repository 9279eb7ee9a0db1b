/** Where paint may change pixels (viewer-and-tools 3.6); `range` is that of the tool's settings. */
export type EditableArea =
  | { readonly kind: "anywhere" }
  | { readonly kind: "inside"; readonly instanceUid: string }
  | { readonly kind: "outside" }
  | { readonly kind: "range" };

/** Values in modality units, both ends inside. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Reads the value of pixel row × columns + column of a frame in modality units; NaN where there is none (padding). */
export type FrameValues = (at: number) => number;

/** Whether a value lies in a range; NaN never does. */
export const inRange = ({ low, high }: ValueRange, value: number): boolean => value >= low && value <= high;
