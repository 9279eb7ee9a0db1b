import { type BinaryMask, tileSide } from "./mask.ts";
import type { MaskFrame } from "./mask-edit.ts";
import type { MaskTiles } from "./mask-tiles.ts";
import { type PixelSpan, spansToMask } from "./rasterize.ts";

/** Pixels of one instance in a layer, as runs; in no particular order. */
export function instanceSpans(
  tiles: Pick<MaskTiles, "get" | "keysOfFrame">,
  frame: MaskFrame,
  layer: number,
  segmentIndex: number,
): PixelSpan[] {
  const spans: PixelSpan[] = [];
  for (const key of tiles.keysOfFrame(frame.seriesUid, frame.sopUid, frame.frameIndex)) {
    const tile = key.layer === layer ? tiles.get(key) : null;
    if (!tile) continue;
    for (let at = 0; at < tile.length; at++) {
      if (tile[at] !== segmentIndex) continue;
      const row = Math.floor(at / tileSide);
      const rowEnd = (row + 1) * tileSide;
      let end = at + 1;
      while (end < rowEnd && tile[end] === segmentIndex) end++;
      const column = key.tileColumn * tileSide + at - row * tileSide;
      spans.push([key.tileRow * tileSide + row, column, column + end - at]);
      at = end - 1;
    }
  }
  return spans;
}

/** Pixels of a frame that any instance but one holds, in all layers, as runs; they may lie over one another. */
export function takenSpans(tiles: MaskTiles, frame: MaskFrame, except: number): PixelSpan[] {
  const spans: PixelSpan[] = [];
  for (const key of tiles.keysOfFrame(frame.seriesUid, frame.sopUid, frame.frameIndex)) {
    const tile = tiles.get(key);
    if (!tile) continue;
    const isTaken = (at: number) => tile[at] !== 0 && tile[at] !== except;
    for (let at = 0; at < tile.length; at++) {
      if (!isTaken(at)) continue;
      const row = Math.floor(at / tileSide);
      const rowEnd = (row + 1) * tileSide;
      let end = at + 1;
      while (end < rowEnd && isTaken(end)) end++;
      const column = key.tileColumn * tileSide + at - row * tileSide;
      spans.push([key.tileRow * tileSide + row, column, column + end - at]);
      at = end - 1;
    }
  }
  return spans;
}

/** Number of pixels in runs that do not overlap. */
export const spansArea = (spans: readonly PixelSpan[]): number =>
  spans.reduce((sum, [, from, to]) => sum + to - from, 0);

/** The binary mask of one instance over its whole frame. */
export const instanceMask = (
  tiles: MaskTiles,
  frame: MaskFrame,
  layer: number,
  segmentIndex: number,
  columns: number,
  rows: number,
): BinaryMask => spansToMask(instanceSpans(tiles, frame, layer, segmentIndex), columns, rows);

/** The value of one pixel of a layer. */
export function maskValueAt(
  tiles: MaskTiles,
  frame: MaskFrame,
  layer: number,
  column: number,
  row: number,
): number {
  const tileRow = Math.floor(row / tileSide);
  const tileColumn = Math.floor(column / tileSide);
  const { seriesUid, sopUid, frameIndex } = frame;
  const tile = tiles.get({ seriesUid, layer, sopUid, frameIndex, tileRow, tileColumn });
  return tile?.[(row - tileRow * tileSide) * tileSide + column - tileColumn * tileSide] ?? 0;
}

/** Layers that hold anything on a frame. */
export const layersOfFrame = (tiles: MaskTiles, frame: MaskFrame): number[] =>
  [
    ...new Set(tiles.keysOfFrame(frame.seriesUid, frame.sopUid, frame.frameIndex).map((key) => key.layer)),
  ].sort((a, b) => a - b);
