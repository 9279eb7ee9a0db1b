import type { PointImage } from "../../domain/annotation.ts";
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
  if (geometry.type === "point") {
    const [x, y] = geometry.pointImage;
    return `M${x + 0.5 - arm} ${y + 0.5}h${2 * arm}M${x + 0.5} ${y + 0.5 - arm}v${2 * arm}`;
  }
  const { closed, rings } = shapePath(geometry);
  return rings.map((points) => ring(points, closed)).join("");
}
