import type { Annotation, PointImage } from "../domain/annotation.ts";
import { areaOf } from "../domain/geometry.ts";
import { distance, distanceToGeometry } from "../domain/geometry-distance.ts";
import { maskValueAt, spansArea } from "../domain/mask-instance.ts";
import type { MaskTiles } from "../domain/mask-tiles.ts";
import { frameOf } from "./core.ts";
import { labelSpans } from "./label-mask.ts";
import type { PointerType } from "./tool-event.ts";
import type { Handle } from "./tool-types.ts";

/** Reach of a pointer in CSS pixels (viewer-and-tools 3.6). */
export const reachPx = (pointerType: PointerType): { readonly handle: number; readonly edge: number } =>
  pointerType === "touch" ? { handle: 22, edge: 14 } : { handle: 10, edge: 6 };

/** The nearest handle within reach; null if there is none. */
export function hitHandle(handles: readonly Handle[], point: PointImage, reachImage: number): Handle | null {
  let best: Handle | null = null;
  let far = reachImage;
  for (const handle of handles) {
    const away = distance(point, handle.pointImage);
    if (away > far) continue;
    best = handle;
    far = away;
  }
  return best;
}

/** Labels under a point: those hit at their edge first, then those hit in their fill; in each, the smallest first. */
export function hitLabels(
  annotations: readonly Annotation[],
  tiles: MaskTiles,
  point: PointImage,
  edgeReachImage: number,
): Annotation[] {
  const hits = annotations.flatMap((annotation) => {
    if (annotation.hidden) return [];
    const level = hitLevel(annotation, tiles, point, edgeReachImage);
    return level === null ? [] : [{ annotation, level, area: areaOfLabel(annotation, tiles) }];
  });
  return hits.sort((a, b) => a.level - b.level || a.area - b.area).map(({ annotation }) => annotation);
}

/** 0: edge, 1: fill, null: not hit. */
function hitLevel(
  annotation: Annotation,
  tiles: MaskTiles,
  point: PointImage,
  reachImage: number,
): 0 | 1 | null {
  const { geometry } = annotation;
  if (geometry.type === "mask") {
    const [column, row] = [Math.round(point[0]), Math.round(point[1])];
    if (column < 0 || row < 0) return null;
    const value = maskValueAt(tiles, frameOf(annotation), geometry.layer, column, row);
    return value === geometry.segmentIndex ? 1 : null;
  }
  const away = distanceToGeometry(point, geometry);
  if (!away) return null;
  if (away.edge <= reachImage) return 0;
  return away.inside ? 1 : null;
}

const areaOfLabel = (annotation: Annotation, tiles: MaskTiles): number =>
  areaOf(annotation.geometry) ?? spansArea(labelSpans(tiles, annotation, 0, 0) ?? []);
