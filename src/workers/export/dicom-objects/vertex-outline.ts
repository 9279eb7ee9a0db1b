import type { Geometry, PointImage } from "../../../domain/annotation.ts";
import { mostPoints } from "../../../formats/rtstruct/write-rtstruct.ts";

/** The corners that a shape keeps in a structure set; null for one that is written as the outline of its pixels. */
export function vertexOutline(geometry: Geometry): readonly (readonly PointImage[])[] | null {
  if (geometry.type === "box") {
    const [left, top, right, bottom] = geometry.boxImage;
    return [
      [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ],
    ];
  }
  if (geometry.type !== "polygon" || (geometry.holes ?? []).length > 0) return null;
  return geometry.pointsImage.length <= mostPoints ? [geometry.pointsImage] : null;
}
