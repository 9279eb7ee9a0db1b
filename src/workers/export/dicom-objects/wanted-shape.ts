import type { Geometry } from "../../../domain/annotation.ts";

/** What a report must say of a shape: its region, and the lines of its numbers in their order; x and y in turn. */
export interface WantedShape {
  readonly region: { readonly graphic: string; readonly points: readonly number[] } | null;
  readonly lines: readonly (readonly number[])[];
}

/** Half a pixel from the centre of the first pixel to its corner (E2), counted here once more. */
const fromCorner = (points: readonly (readonly [number, number])[]) =>
  points.flatMap(([x, y]) => [x + 0.5, y + 0.5]);

/** The wanted shape of a label, worked out without the writer's code. */
export function wantedShape(geometry: Geometry): WantedShape {
  const region = (graphic: string, points: readonly (readonly [number, number])[]): WantedShape => ({
    region: { graphic, points: fromCorner(points) },
    lines: [],
  });
  switch (geometry.type) {
    case "point":
      return region("POINT", [geometry.pointImage]);
    case "polygon": {
      const [first] = geometry.pointsImage;
      return region("POLYLINE", first ? [...geometry.pointsImage, first] : []);
    }
    case "box": {
      const [x1, y1, x2, y2] = geometry.boxImage;
      return region("POLYLINE", [
        [x1, y1],
        [x2, y1],
        [x2, y2],
        [x1, y2],
        [x1, y1],
      ]);
    }
    case "ellipse": {
      const [x, y] = geometry.centerImage;
      const [a, b] = geometry.radiiImage;
      const [cos, sin] = [Math.cos(geometry.angleRad), Math.sin(geometry.angleRad)];
      const first = [
        [x - a * cos, y - a * sin],
        [x + a * cos, y + a * sin],
      ] as const;
      const second = [
        [x + b * sin, y - b * cos],
        [x - b * sin, y + b * cos],
      ] as const;
      return region("ELLIPSE", a < b ? [...second, ...first] : [...first, ...second]);
    }
    case "length":
    case "angle":
    case "cobb":
    case "polyline":
      return { region: null, lines: [fromCorner(geometry.pointsImage)] };
    case "bidirectional": {
      const [a, b, c, d] = geometry.pointsImage;
      return { region: null, lines: [fromCorner([a, b]), fromCorner([c, d])] };
    }
    case "mask":
    case "keypoints":
      return { region: null, lines: [] };
  }
}
