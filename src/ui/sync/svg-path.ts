import type { PointImage } from "../../domain/annotation.ts";
import { jointPoints } from "../../domain/geometry.ts";
import { rleSpans } from "../../domain/mask-rle.ts";
import type { LabelObject } from "../../domain/sync/label-object.ts";
import { shapePath } from "../../viewer/shape-path.ts";

const ring = (points: readonly PointImage[], closed: boolean) =>
  points.length === 0
    ? ""
    : `M${points.map(([x, y]) => `${x + 0.5} ${y + 0.5}`).join("L")}${closed ? "Z" : ""}`;

/** The outline of a label as an SVG path in pixel edges; a mask as its rows. `arm`: half the cross of a point, in pixels. */
export function svgPath(geometry: LabelObject["geometry"], arm: number): string {
  if (geometry.type === "mask")
    return rleSpans(geometry)
      .map(([row, from, to]) => `M${from} ${row}h${to - from}v1h${from - to}Z`)
      .join("");
  const mark = ([x, y]: PointImage) =>
    `M${x + 0.5 - arm} ${y + 0.5}h${2 * arm}M${x + 0.5} ${y + 0.5 - arm}v${2 * arm}`;
  if (geometry.type === "point") return mark(geometry.pointImage);
  const { closed, rings } = shapePath(geometry);
  const joints = geometry.type === "keypoints" ? jointPoints(geometry.joints).map(mark) : [];
  return [...rings.map((points) => ring(points, closed)), ...joints].join("");
}
