import type { Annotation } from "../../domain/annotation.ts";
import { type BinaryMask, tileSide } from "../../domain/mask.ts";
import { decodeMaskTile } from "../../domain/mask-tile-codec.ts";
import { geometrySpans, spansToMask } from "../../domain/rasterize.ts";
import type { MainDatabase, MaskTileRow } from "../../storage/database.ts";

/** The stored tiles of the label layer that an annotation lies in, on its frame. */
export function labelTiles(
  database: MainDatabase,
  { target }: Annotation,
  layer: number,
): Promise<MaskTileRow[]> {
  const from = [target.series, layer, target.sop, target.frame - 1, 0, 0];
  const to = [target.series, layer, target.sop, target.frame - 1, Infinity, Infinity];
  const key = "[seriesUid+layer+sopUid+frameIndex+tileRow+tileColumn]";
  return database.maskTiles.where(key).between(from, to, true, true).toArray();
}

/** The mask of an annotation on its whole frame; empty for points and lines, which have no inside. */
export async function instanceMask(
  database: MainDatabase,
  annotation: Annotation,
  columns: number,
  rows: number,
): Promise<BinaryMask> {
  const { geometry } = annotation;
  if (geometry.type !== "mask")
    return spansToMask(geometrySpans(geometry, columns, rows) ?? [], columns, rows);
  const tiles = await labelTiles(database, annotation, geometry.layer);
  const bits = new Uint8Array(columns * rows);
  for (const row of tiles) {
    const tile = decodeMaskTile(row.bytes);
    tile.forEach((value, index) => {
      if (value !== geometry.segmentIndex) return;
      const x = row.tileColumn * tileSide + (index % tileSide);
      const y = row.tileRow * tileSide + Math.floor(index / tileSide);
      if (x < columns && y < rows) bits[y * columns + x] = 1;
    });
  }
  return { columns, rows, bits };
}
