import type { MaskRle } from "../domain/mask.ts";
import { tileSide } from "../domain/mask.ts";

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

/** Paints run-length masks into fresh tiles, later ones on top; a mask of another size throws `RangeError`. */
export function tilesOfMasks(
  columns: number,
  rows: number,
  masks: readonly { readonly index: number; readonly mask: MaskRle }[],
): Map<number, Uint16Array<ArrayBuffer>> {
  const across = Math.ceil(columns / tileSide);
  const tiles = new Map<number, Uint16Array<ArrayBuffer>>();
  const paint = (pixel: number, index: number) => {
    const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
    const key = (y >> shift) * across + (x >> shift);
    const tile = tiles.get(key) ?? new Uint16Array(tileSide * tileSide);
    tiles.set(key, tile);
    tile[(y & inTile) * tileSide + (x & inTile)] = index;
  };
  for (const { index, mask } of masks) {
    if (mask.columns !== columns || mask.rows !== rows) {
      throw new RangeError(
        `The image is ${columns} × ${rows} pixels; the mask is ${mask.columns} × ${mask.rows}.`,
      );
    }
    let pixel = 0;
    mask.counts.forEach((length, run) => {
      if (run % 2 === 1) for (let i = 0; i < length; i++) paint(pixel + i, index);
      pixel += length;
    });
  }
  return tiles;
}
