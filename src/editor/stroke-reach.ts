import type { PointImage } from "../domain/annotation.ts";
import { capsuleSpans, type PixelSpan } from "../domain/rasterize.ts";
import type { ImageTarget } from "./image-target.ts";

/** The pixels of one frame that a piece of a stroke reaches. */
export interface Reached {
  readonly target: ImageTarget;
  readonly spans: readonly PixelSpan[];
}

/** What the swept brush reaches between two samples; the frame on the screen first. Radius in image pixels. */
export type StrokeReach = (from: PointImage, to: PointImage, radiusPx: number) => readonly Reached[];

/** A circle on one frame. */
export const circleReach =
  (target: ImageTarget): StrokeReach =>
  (from, to, radiusPx) => [{ target, spans: capsuleSpans(from, to, radiusPx, target.columns, target.rows) }];
