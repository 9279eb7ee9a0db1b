import { type MaskDiff, type MaskTile, type MaskTileKey, tileSide } from "./mask.ts";
import { diffTiles, maskTileKeyText } from "./mask-diff.ts";
import type { MaskTiles } from "./mask-tiles.ts";
import type { PixelSpan } from "./rasterize.ts";

/** Which frame of which series a mask lies on. */
export interface MaskFrame {
  readonly seriesUid: string;
  readonly sopUid: string;
  readonly frameIndex: number;
}

/** Changes of tiles that can be taken back, or be told as diffs: the mark of a stroke. */
export interface MaskEdit {
  /** Gives every pixel of a span the value that `decide` makes of its present one. */
  paint(frame: MaskFrame, layer: number, span: PixelSpan, decide: (value: number) => number): void;
  /** Keys of tiles changed since the last call. */
  takeChanged(): MaskTileKey[];
  diffs(): MaskDiff[];
  /** Every tile that was written, also those that are again as they were. */
  touched(): MaskTileKey[];
  /** Puts every tile back as it was. */
  revert(): void;
}

/** Calls back for each tile under a span: its key, the first offset inside it, and how many pixels. */
export function forEachTileOfSpan(
  frame: MaskFrame,
  layer: number,
  [row, from, to]: PixelSpan,
  visit: (key: MaskTileKey, offset: number, length: number, column: number) => void,
): void {
  const tileRow = Math.floor(row / tileSide);
  for (let column = from; column < to; ) {
    const tileColumn = Math.floor(column / tileSide);
    const stop = Math.min(to, (tileColumn + 1) * tileSide);
    const { seriesUid, sopUid, frameIndex } = frame;
    const key = { seriesUid, layer, sopUid, frameIndex, tileRow, tileColumn };
    visit(key, (row - tileRow * tileSide) * tileSide + column - tileColumn * tileSide, stop - column, column);
    column = stop;
  }
}

/** Starts an edit on tiles in place. */
export function makeMaskEdit(tiles: MaskTiles): MaskEdit {
  const backups = new Map<string, { readonly key: MaskTileKey; readonly before: MaskTile | null }>();
  const changed = new Map<string, MaskTileKey>();

  return {
    paint(frame, layer, span, decide) {
      forEachTileOfSpan(frame, layer, span, (key, offset, length) => {
        const present = tiles.get(key);
        let text = "";
        let tile: MaskTile | null = null;
        for (let at = offset; at < offset + length; at++) {
          const value = present?.[at] ?? 0;
          const next = decide(value);
          if (next === value) continue;
          if (!tile) {
            text = maskTileKeyText(key);
            if (!backups.has(text)) backups.set(text, { key, before: present ? present.slice() : null });
            tile = tiles.ensure(key);
            changed.set(text, key);
          }
          tile[at] = next;
        }
      });
    },
    takeChanged() {
      const keys = [...changed.values()];
      changed.clear();
      return keys;
    },
    diffs: () =>
      [...backups.values()]
        .map(({ key, before }) => ({ key, runs: diffTiles(before, tiles.get(key)) }))
        .filter(({ runs }) => runs.length > 0),
    touched: () => [...backups.values()].map(({ key }) => key),
    revert() {
      for (const [text, { key, before }] of backups) {
        const tile = tiles.get(key);
        if (tile && before) tile.set(before);
        else tiles.set(key, before);
        changed.set(text, key);
      }
      backups.clear();
    },
  };
}
