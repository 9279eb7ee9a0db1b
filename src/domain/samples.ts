/** The type of one stored sample. `bit` images are widened to `u8` (0 or 1) when read. */
export type SampleType = "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "f32" | "f64";

/** Bytes of one sample. */
export const sampleBytes: Readonly<Record<SampleType, 1 | 2 | 4 | 8>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  f32: 4,
  f64: 8,
};

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

/** The array that holds samples of each type. */
export const sampleArrays = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const satisfies Record<SampleType, unknown>;

/** One resolution of a pyramid; level 0 is the finest. Sizes in pixels. */
export interface PixelLevel {
  readonly columns: number;
  readonly rows: number;
}

/** Which tile: frame and level count from 0, column and row in tiles. */
export interface TileRequest {
  readonly frameIndex: number;
  readonly level: number;
  readonly tileColumn: number;
  readonly tileRow: number;
}
