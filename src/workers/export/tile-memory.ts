import type { MainDatabase } from "../../storage/database.ts";
import { labelTiles, type StoredTile, type TileSource } from "./instance-mask.ts";

/** Bytes of packed tiles that stay ready: those of tens of thousands of labels. */
const mostBytes = 16 << 20;
/** What a layer of a frame takes beside the bytes of its tiles, about. */
const entryBytes = 512;

/**
 * Remembers the packed tiles of the layers that were read last. Each label of a layer asks for them again, in every format and in its
 * reading back: as many questions to the store would take longer than all that is done with the answers.
 */
export function makeTileMemory(database: MainDatabase): TileSource {
  const kept = new Map<string, { readonly tiles: readonly StoredTile[]; readonly bytes: number }>();
  let total = 0;
  return async (annotation, layer) => {
    const { series, sop, frame } = annotation.target;
    const key = [series, layer, sop, frame].join(" ");
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known.tiles;
    }
    const rows = await labelTiles(database, annotation, layer);
    const tiles = rows.map(({ tileRow, tileColumn, bytes }) => ({ tileRow, tileColumn, bytes }));
    const bytes = tiles.reduce((sum, tile) => sum + tile.bytes.byteLength, entryBytes);
    if (!kept.has(key)) total += bytes;
    kept.set(key, { tiles, bytes });
    for (const [oldest, entry] of kept) {
      if (total <= mostBytes || oldest === key) break;
      kept.delete(oldest);
      total -= entry.bytes;
    }
    return tiles;
  };
}
