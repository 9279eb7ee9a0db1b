import type { PointImage } from "../../domain/annotation.ts";
import { rleSpans } from "../../domain/mask-rle.ts";
import type { LabelObject } from "../../domain/sync/label-object.ts";

const line = (points: readonly PointImage[], closed: boolean) =>
  points.length === 0
    ? ""
    : `M${points.map(([x, y]) => `${x + 0.5} ${y + 0.5}`).join("L")}${closed ? "Z" : ""}`;

const cross = ([x, y]: PointImage, arm: number) =>
  `M${x + 0.5 - arm} ${y + 0.5}h${2 * arm}M${x + 0.5} ${y + 0.5 - arm}v${2 * arm}`;

/** The outline of a label as an SVG path in pixel edges; a mask as its rows. `arm`: half the cross of a point, in pixels. */
export function shapePath(geometry: LabelObject["geometry"], arm: number): string {
  switch (geometry.type) {
    case "mask":
      return rleSpans(geometry)
        .map(([row, from, to]) => `M${from} ${row}h${to - from}v1h${from - to}Z`)
        .join("");
    case "polygon":
      return [geometry.pointsImage, ...(geometry.holes ?? [])].map((ring) => line(ring, true)).join("");
    case "box": {
      const [left, top, right, bottom] = geometry.boxImage;
      return line(
        [
          [left, top],
          [right, top],
          [right, bottom],
          [left, bottom],
        ],
        true,
      );
    }
    case "ellipse": {
      const { centerImage, radiiImage, angleRad } = geometry;
      const [x, y] = centerImage;
      const [dx, dy] = [radiiImage[0] * Math.cos(angleRad), radiiImage[0] * Math.sin(angleRad)];
      const arc = `A${radiiImage[0]} ${radiiImage[1]} ${(angleRad * 180) / Math.PI} 0 0`;
      return `M${x + 0.5 - dx} ${y + 0.5 - dy}${arc} ${x + 0.5 + dx} ${y + 0.5 + dy}${arc} ${x + 0.5 - dx} ${y + 0.5 - dy}`;
    }
    case "point":
      return cross(geometry.pointImage, arm);
    case "polyline":
    case "length":
    case "angle":
      return line(geometry.pointsImage, false);
    case "bidirectional": {
      const [a, b, c, d] = geometry.pointsImage;
      return line([a, b], false) + line([c, d], false);
    }
  }
}
