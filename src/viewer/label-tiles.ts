import type { MaskRle } from "../domain/mask.ts";
import { tileSide } from "../domain/mask.ts";
import { forEachRleRun } from "../domain/mask-rle.ts";

/** The label tiles of one layer of the frame shown: sparse, 64 × 64 local indices each. */
export interface LabelTiles {
  readonly tilesAcross: number;
  readonly tilesDown: number;
  get(tileColumn: number, tileRow: number): Uint16Array<ArrayBuffer> | null;
  /** Copies `data`; null or outside the image empties. */
  set(tileColumn: number, tileRow: number, data: Uint16Array | null): void;
  clear(): void;
  /** Index at a pixel; 0 outside. */
  at(column: number, row: number): number;
  /** `[first, end)` in tiles of what is not empty; null when all is. */
  bounds(): { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number } | null;
  each(visit: (tileColumn: number, tileRow: number, data: Uint16Array<ArrayBuffer>) => void): void;
}

const shift = Math.log2(tileSide);
const inTile = tileSide - 1;

/** An empty layer for an image of `columns` × `rows` pixels. */
export function makeLabelTiles(columns: number, rows: number): LabelTiles {
  const tilesAcross = Math.ceil(columns / tileSide);
  const tilesDown = Math.ceil(rows / tileSide);
  const tiles = new Map<number, Uint16Array<ArrayBuffer>>();
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < tilesAcross && y < tilesDown;
  return {
    tilesAcross,
    tilesDown,
    get: (x, y) => (inside(x, y) ? (tiles.get(y * tilesAcross + x) ?? null) : null),
    set(x, y, data) {
      if (!inside(x, y)) return;
      if (data !== null && data.length !== tileSide * tileSide) {
        throw new RangeError(`A label tile holds ${tileSide * tileSide} values; found ${data.length}.`);
      }
      if (data === null) tiles.delete(y * tilesAcross + x);
      else tiles.set(y * tilesAcross + x, Uint16Array.from(data));
    },
    clear: () => tiles.clear(),
    at(column, row) {
      if (column < 0 || row < 0 || column >= columns || row >= rows) return 0;
      const tile = tiles.get((row >> shift) * tilesAcross + (column >> shift));
      return tile?.[(row & inTile) * tileSide + (column & inTile)] ?? 0;
    },
    bounds() {
      if (tiles.size === 0) return null;
      let [x0, y0, x1, y1] = [tilesAcross, tilesDown, 0, 0];
      for (const key of tiles.keys()) {
        const [x, y] = [key % tilesAcross, Math.floor(key / tilesAcross)];
        [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
      }
      return { x0, y0, x1, y1 };
    },
    each(visit) {
      for (const [key, data] of tiles) visit(key % tilesAcross, Math.floor(key / tilesAcross), data);
    },
  };
}

/** Fresh tiles of a layer, by row of tiles × tiles across + column of tiles. */
export type TileMap = ReadonlyMap<number, Uint16Array<ArrayBuffer>>;

/** One tile that is to be another; null: empty. */
export interface TileChange {
  readonly tileColumn: number;
  readonly tileRow: number;
  readonly data: Uint16Array<ArrayBuffer> | null;
}

const sameTile = (a: Uint16Array, b: Uint16Array) => a.every((value, at) => value === b[at]);

/** What is to change so that a layer holds `wanted` and nothing else: an answer to a prompt is mostly the one before it, at its edge another. */
export function tileChanges(layer: LabelTiles, wanted: TileMap): TileChange[] {
  const { tilesAcross } = layer;
  const changes: TileChange[] = [];
  layer.each((tileColumn, tileRow) => {
    if (!wanted.has(tileRow * tilesAcross + tileColumn)) changes.push({ tileColumn, tileRow, data: null });
  });
  for (const [key, data] of wanted) {
    const [tileColumn, tileRow] = [key % tilesAcross, Math.floor(key / tilesAcross)];
    const now = layer.get(tileColumn, tileRow);
    if (!now || !sameTile(now, data)) changes.push({ tileColumn, tileRow, data });
  }
  return changes;
}

/** Paints run-length masks into fresh tiles, later ones on top; a mask of another size throws `RangeError`. */
export function tilesOfMasks(
  columns: number,
  rows: number,
  masks: readonly { readonly index: number; readonly mask: MaskRle }[],
): Map<number, Uint16Array<ArrayBuffer>> {
  const across = Math.ceil(columns / tileSide);
  const tiles = new Map<number, Uint16Array<ArrayBuffer>>();
  for (const { index, mask } of masks) {
    if (mask.columns !== columns || mask.rows !== rows) {
      throw new RangeError(
        `The image is ${columns} × ${rows} pixels; the mask is ${mask.columns} × ${mask.rows}.`,
      );
    }
    forEachRleRun(mask, (row, from, to) => {
      // A run at a time, cut where a tile ends: pixel by pixel it is a task of the page that is felt.
      for (let start = from; start < to; ) {
        const end = Math.min(to, ((start >> shift) + 1) << shift);
        const key = (row >> shift) * across + (start >> shift);
        const tile = tiles.get(key) ?? new Uint16Array(tileSide * tileSide);
        tiles.set(key, tile);
        const line = (row & inTile) * tileSide;
        tile.fill(index, line + (start & inTile), line + ((end - 1) & inTile) + 1);
        start = end;
      }
    });
  }
  return tiles;
}
