import type { PointImage } from "../domain/annotation.ts";
import { jointLines } from "../domain/keypoints.ts";
import type { OverlayGeometry } from "./overlay-shape.ts";

/** The rings and lines of a geometry in image coordinates; curves as short straight pieces. */
export interface ShapePath {
  readonly closed: boolean;
  readonly rings: readonly (readonly PointImage[])[];
}

const ellipseSteps = 96;

/** Outline of every geometry; a point has none, a skeleton its edges. */
export function shapePath(geometry: OverlayGeometry): ShapePath {
  switch (geometry.type) {
    case "polygon":
      return { closed: true, rings: [geometry.pointsImage, ...(geometry.holes ?? [])] };
    case "box": {
      const [x0, y0, x1, y1] = geometry.boxImage;
      const corners = [
        [x0, y0],
        [x1, y0],
        [x1, y1],
        [x0, y1],
      ] as const;
      return { closed: true, rings: [corners] };
    }
    case "ellipse": {
      const [cx, cy] = geometry.centerImage;
      const [rx, ry] = geometry.radiiImage;
      const [cos, sin] = [Math.cos(geometry.angleRad), Math.sin(geometry.angleRad)];
      const ring = Array.from({ length: ellipseSteps }, (_, i): PointImage => {
        const turn = (i / ellipseSteps) * 2 * Math.PI;
        const [x, y] = [rx * Math.cos(turn), ry * Math.sin(turn)];
        return [cx + x * cos - y * sin, cy + x * sin + y * cos];
      });
      return { closed: true, rings: [ring] };
    }
    case "polyline":
    case "length":
    case "angle":
      return { closed: false, rings: [geometry.pointsImage] };
    case "bidirectional":
    case "cobb": {
      const [a, b, c, d] = geometry.pointsImage;
      return {
        closed: false,
        rings: [
          [a, b],
          [c, d],
        ],
      };
    }
    case "keypoints":
      return { closed: false, rings: jointLines(geometry) };
    case "point":
      return { closed: false, rings: [] };
  }
}
