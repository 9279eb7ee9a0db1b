import type { Annotation } from "../../domain/annotation.ts";
import { tileSide } from "../../domain/mask.ts";
import { orderedSpans, type SpanMask } from "../../domain/mask-spans.ts";
import { decodeMaskTile } from "../../domain/mask-tile-codec.ts";
import { geometrySpans, type PixelSpan } from "../../domain/rasterize.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { labelTiles } from "./instance-mask.ts";

/** The mask of an annotation as runs, without an array of the frame's size: for images that are read in tiles. */
export async function instanceSpans(
  database: MainDatabase,
  annotation: Annotation,
  columns: number,
  rows: number,
): Promise<SpanMask> {
  const { geometry } = annotation;
  if (geometry.type !== "mask")
    return { columns, rows, spans: orderedSpans(geometrySpans(geometry, columns, rows) ?? []) };
  const spans: PixelSpan[] = [];
  for (const row of await labelTiles(database, annotation, geometry.layer)) {
    const tile = decodeMaskTile(row.bytes);
    const [left, top] = [row.tileColumn * tileSide, row.tileRow * tileSide];
    const width = Math.min(tileSide, columns - left);
    for (let y = 0; y < tileSide && top + y < rows; y++) {
      for (let x = 0; x < width; x++) {
        if (tile[y * tileSide + x] !== geometry.segmentIndex) continue;
        const from = x;
        while (x < width && tile[y * tileSide + x] === geometry.segmentIndex) x++;
        spans.push([top + y, left + from, left + x]);
      }
    }
  }
  return { columns, rows, spans: orderedSpans(spans) };
}
