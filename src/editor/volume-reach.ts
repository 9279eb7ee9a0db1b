import type { PointImage } from "../domain/annotation.ts";
import { pixelSizeFor } from "../domain/measure/pixel-size.ts";
import { planeVoxels, sweptDisc } from "../domain/mpr/plane-brush.ts";
import { capsuleSpans, ellipseSpans, type PixelSpan } from "../domain/rasterize.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget, PlaneTarget } from "./image-target.ts";
import type { Reached, StrokeReach } from "./stroke-reach.ts";

/**
 * A sphere in millimetres: on every slice of the stack that it meets, the disc in which it is cut there. Null where slices have no known
 * place or pixels no size: there is no sphere then.
 */
export function sphereReach(core: EditorCore, target: ImageTarget): StrokeReach | null {
  const stack = core.options.stackOf?.(target) ?? [];
  const here = stack.find(
    (slice) => slice.target.sopUid === target.sopUid && slice.target.frameIndex === target.frameIndex,
  );
  const { columns, rows, measure } = target;
  const size = measure ? pixelSizeFor(measure, [[0, 0]]) : null;
  if (!here || here.alongMm === null || !size || size.calibration !== "patient") return null;
  const { alongMm } = here;
  const offsets = stack.flatMap(({ target: other, alongMm: place }) =>
    place === null || other.columns !== columns || other.rows !== rows
      ? []
      : [{ target: other, offsetMm: Math.abs(place - alongMm) }],
  );
  const nearest = offsets.toSorted((a, b) => a.offsetMm - b.offsetMm);
  const { rowMm, columnMm } = size;
  return (from, to, radiusPx) => {
    const radiusMm = radiusPx * columnMm;
    const reached: Reached[] = [];
    for (const { target: slice, offsetMm } of nearest) {
      if (offsetMm > radiusMm) break;
      const cutMm = Math.sqrt(radiusMm * radiusMm - offsetMm * offsetMm);
      const spans =
        rowMm === columnMm
          ? capsuleSpans(from, to, cutMm / columnMm, columns, rows)
          : sweptEllipse(from, to, [cutMm / columnMm, cutMm / rowMm], columns, rows);
      if (spans.length > 0) reached.push({ target: slice, spans });
    }
    return reached;
  };
}

/** On a plane through the volume: a disc, or with `sphere` a ball, in millimetres, on every slice that it meets. */
export const planeReach =
  (plane: PlaneTarget, sphere: boolean): StrokeReach =>
  (from, to, radiusPx) => {
    const radiusMm = radiusPx * plane.imagePixelMm;
    const throughMm = plane.stepsMm[2];
    const most = sphere ? Math.floor(radiusMm / throughMm) : 0;
    const reached: Reached[] = [];
    for (let off = -most; off <= most; off++) {
      if (plane.at + off < 0 || plane.at + off >= plane.count) continue;
      const cutMm = Math.sqrt(radiusMm * radiusMm - (off * throughMm) ** 2);
      for (const { slice, spans } of planeVoxels(plane, sweptDisc(plane, from, to, cutMm), off)) {
        const target = plane.slices[slice];
        if (target) reached.push({ target, spans });
      }
    }
    return reached;
  };

/** An ellipse swept along a line, a step a pixel: pixels that are no squares. */
function sweptEllipse(
  from: PointImage,
  to: PointImage,
  radii: PointImage,
  columns: number,
  rows: number,
): PixelSpan[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const part = step / steps;
    const center: PointImage = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    return ellipseSpans(center, radii, 0, columns, rows);
  }).flat();
}
