import type { PointScreen } from "./point-screen.ts";

/** How a stroke in progress looks; `radiusPx` in CSS px, `color` any CSS colour. */
export interface InkStyle {
  readonly radiusPx: number;
  readonly color: string;
  readonly opacity: number;
}

/** Ink of a stroke in progress, above everything, in the frame of its event. Points in CSS px of the host. */
export interface WetInk {
  begin(style: InkStyle, at: PointScreen): void;
  /** Capsules from the last point through `points`; `predicted` is drawn as a tail for one frame only. */
  extend(points: readonly PointScreen[], predicted?: readonly PointScreen[]): void;
  /** Drops the ink, once the label texture shows the stroke. */
  clear(): void;
}
