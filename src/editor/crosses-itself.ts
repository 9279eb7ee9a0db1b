import type { Annotation } from "../domain/annotation.ts";
import { selfIntersects } from "../domain/geometry-intersect.ts";

/** Whether a label is an outline that crosses itself: drawn freehand, or pulled over itself by a corner. */
export const crossesItself = ({ geometry }: Annotation): boolean =>
  geometry.type === "polygon" && !geometry.holes?.length && selfIntersects(geometry.pointsImage);
