import type { Pyramid } from "../../src/domain/image-facts.ts";
import type { LoadedTile } from "../../src/viewer/tile-cache.ts";
import type { TileAddress } from "../../src/viewer/tile-grid.ts";

/** A pyramid whose levels halve, sizes rounded up, down to one tile. */
export function pyramidOf(columns: number, rows: number, tileSize: number): Pyramid {
  const levels = [{ columns, rows }];
  for (let size = { columns, rows }; Math.max(size.columns, size.rows) > tileSize; ) {
    size = { columns: Math.ceil(size.columns / 2), rows: Math.ceil(size.rows / 2) };
    levels.push(size);
  }
  return { tileSize, levels };
}

/** A grey tile; `value` of a pixel of the tile's own level. */
export function greyTile(
  { levels, tileSize }: Pyramid,
  { level, tileColumn, tileRow }: TileAddress,
  value: (column: number, row: number) => number,
): LoadedTile {
  const size = levels[level] ?? { columns: 0, rows: 0 };
  const columns = Math.min(tileSize, size.columns - tileColumn * tileSize);
  const rows = Math.min(tileSize, size.rows - tileRow * tileSize);
  const pixels = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      pixels[y * columns + x] = value(tileColumn * tileSize + x, tileRow * tileSize + y);
  return { columns, rows, pixels };
}
