import type { Annotation } from "../../domain/annotation.ts";
import { tileSide } from "../../domain/mask.ts";
import { orderedSpans, type SpanMask } from "../../domain/mask-spans.ts";
import { eachTileSpan } from "../../domain/mask-tile-codec.ts";
import { geometrySpans, type PixelSpan } from "../../domain/rasterize.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { labelTiles, type TileSource } from "./instance-mask.ts";

/** The mask of an annotation as runs, without an array of the frame's size: for images that are read in tiles. */
export async function instanceSpans(
  database: MainDatabase,
  annotation: Annotation,
  columns: number,
  rows: number,
  tilesOf: TileSource = (one, layer) => labelTiles(database, one, layer),
): Promise<SpanMask> {
  const { geometry } = annotation;
  if (geometry.type !== "mask")
    return { columns, rows, spans: orderedSpans(geometrySpans(geometry, columns, rows) ?? []) };
  const spans: PixelSpan[] = [];
  for (const { bytes, tileRow, tileColumn } of await tilesOf(annotation, geometry.layer)) {
    const [left, top] = [tileColumn * tileSide, tileRow * tileSide];
    eachTileSpan(bytes, geometry.segmentIndex, (row, from, to) => {
      if (top + row < rows && left + from < columns)
        spans.push([top + row, left + from, Math.min(columns, left + to)]);
    });
  }
  return { columns, rows, spans: orderedSpans(spans) };
}
