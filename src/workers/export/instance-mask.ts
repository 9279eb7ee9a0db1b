import type { Annotation } from "../../domain/annotation.ts";
import { type BinaryMask, tileSide } from "../../domain/mask.ts";
import { eachTileSpan } from "../../domain/mask-tile-codec.ts";
import { geometrySpans, spansToMask } from "../../domain/rasterize.ts";
import type { MainDatabase, MaskTileRow } from "../../storage/database.ts";

/** What is needed of the row of a tile. */
export type StoredTile = Pick<MaskTileRow, "tileRow" | "tileColumn" | "bytes">;

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

/** Gives the tiles of the layer that an annotation lies in, on its frame: from the store, or from what was read of it before. */
export type TileSource = (annotation: Annotation, layer: number) => Promise<readonly StoredTile[]>;

/** The mask of an annotation on its whole frame; empty for points and lines, which have no inside. */
export async function instanceMask(
  database: MainDatabase,
  annotation: Annotation,
  columns: number,
  rows: number,
  tilesOf: TileSource = (one, layer) => labelTiles(database, one, layer),
): Promise<BinaryMask> {
  const { geometry } = annotation;
  if (geometry.type !== "mask")
    return spansToMask(geometrySpans(geometry, columns, rows) ?? [], columns, rows);
  const bits = new Uint8Array(columns * rows);
  for (const { bytes, tileRow, tileColumn } of await tilesOf(annotation, geometry.layer)) {
    const [left, top] = [tileColumn * tileSide, tileRow * tileSide];
    eachTileSpan(bytes, geometry.segmentIndex, (row, from, to) => {
      const line = (top + row) * columns;
      if (top + row < rows && left + from < columns)
        bits.fill(1, line + left + from, line + Math.min(columns, left + to));
    });
  }
  return { columns, rows, bits };
}
