import type { Annotation } from "../domain/annotation.ts";
import type { BinaryMask } from "../domain/mask.ts";
import { instanceSpans } from "../domain/mask-instance.ts";
import type { MaskTiles } from "../domain/mask-tiles.ts";
import { geometrySpans, type PixelSpan, spansToMask } from "../domain/rasterize.ts";

/** Pixels of any label as runs; null for points and lines, which have none. */
export function labelSpans(
  tiles: MaskTiles,
  { geometry, target }: Annotation,
  columns: number,
  rows: number,
): PixelSpan[] | null {
  if (geometry.type !== "mask") return geometrySpans(geometry, columns, rows);
  const frame = { seriesUid: target.series, sopUid: target.sop, frameIndex: target.frame - 1 };
  return instanceSpans(tiles, frame, geometry.layer, geometry.segmentIndex);
}

/** Pixels of any label as a binary mask; null for points and lines. */
export function labelMask(
  tiles: MaskTiles,
  annotation: Annotation,
  columns: number,
  rows: number,
): BinaryMask | null {
  const spans = labelSpans(tiles, annotation, columns, rows);
  return spans && spansToMask(spans, columns, rows);
}
