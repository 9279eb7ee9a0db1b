/** Side of a square mask tile in pixels. */
export const tileSide = 64;

/** One tile of a label layer; `frameIndex` counts from 0; it is the frame inside `sopUid`. */
export interface MaskTileKey {
  readonly seriesUid: string;
  readonly layer: number;
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly tileRow: number;
  readonly tileColumn: number;
}

/** 64 × 64 local segment indices, row by row; 0 is background. A tile of zeros is absent. */
export type MaskTile = Uint16Array<ArrayBuffer>;

/** A run of equal change: `length` pixels from `start` (row-major in the tile) went from `before` to `after`. */
export interface MaskRun {
  readonly start: number;
  readonly length: number;
  readonly before: number;
  readonly after: number;
}

/** The change of one tile. A pixel changes only where its value equals the expected side. */
export interface MaskDiff {
  readonly key: MaskTileKey;
  readonly runs: readonly MaskRun[];
}

/** A binary mask over a whole frame, one byte a pixel (0 or 1), row-major. */
export interface BinaryMask {
  readonly columns: number;
  readonly rows: number;
  readonly bits: Uint8Array<ArrayBuffer>;
}

/** Row-major run lengths, first run = zeros (possibly 0 long): the compact form in records and messages. */
export interface MaskRle {
  readonly columns: number;
  readonly rows: number;
  readonly counts: readonly number[];
}
