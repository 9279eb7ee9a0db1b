import type { CancelSignal } from "./cancel.ts";

/** The type of one stored sample. `bit` images are widened to `u8` (0 or 1) when read. */
export type SampleType = "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "f32" | "f64";

/** Typed array that holds samples of each {@link SampleType}. */
export type SampleArray =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** One resolution of a pyramid; level 0 is the finest. Sizes in pixels. */
export interface PixelLevel {
  readonly columns: number;
  readonly rows: number;
}

/** What a {@link PixelSource} holds. `samples` is 1 (grey, palette index) or 3 (interleaved colour). */
export interface PixelShape {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly samples: 1 | 3 | 4;
  readonly type: SampleType;
  /** Side of a square tile in pixels; 0 when a frame is one tile. */
  readonly tileSize: number;
  readonly levels: readonly PixelLevel[];
}

/** Which tile: frame and level count from 0, column and row in tiles. */
export interface TileRequest {
  readonly frameIndex: number;
  readonly level: number;
  readonly tileColumn: number;
  readonly tileRow: number;
}

/** Stored samples of one tile, rows × columns × samples, interleaved, no rescale applied. */
export interface Tile {
  readonly columns: number;
  readonly rows: number;
  readonly samples: SampleArray;
}

/** The one interface between formats and viewer: a CT slice, a cine frame and a tile of a pyramid look alike. */
export interface PixelSource {
  readonly shape: PixelShape;
  getTile(request: TileRequest, signal: CancelSignal): Promise<Tile>;
}
