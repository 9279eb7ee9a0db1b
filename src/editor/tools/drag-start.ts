import type { PointImage } from "../../domain/annotation.ts";
import { distance } from "../../domain/geometry-distance.ts";
import type { PointerSample, PointerType } from "../tool-event.ts";

/** A drag begins after 3 CSS pixels with mouse or pen and 6 with a finger (viewer-and-tools 3.6). */
export const dragThresholdPx = (pointerType: PointerType): number => (pointerType === "touch" ? 6 : 3);

/** Image point of a sample. */
export const pointOf = ({ x, y }: PointerSample): PointImage => [x, y];

/** Whether a pointer has left its down point far enough to be a drag. */
export const isDrag = (from: PointImage, to: PointImage, scale: number, pointerType: PointerType): boolean =>
  distance(from, to) * scale >= dragThresholdPx(pointerType);
