import type { BlankBox } from "./plan.ts";

/** Where a stretch of the output comes from. Numbers as in `wasm/core/splice.h`. */
export const segmentKind = {
  /** `at` counts in the literal bytes. */
  literal: 0,
  /** `at` counts in the source, as all that follow. */
  copy: 1,
  /** The first part of the stream of a strip, tile or frame: comments are silenced in place, nothing moves. */
  stream: 2,
  /** A further part of the stream before it. */
  streamPart: 3,
  /** A WebP file that must hold nothing but its image. */
  webp: 4,
  /** Native pixels, whole frames, through a transform. */
  pixels: 5,
  /** `at` counts in decoded pixels that the caller makes. */
  native: 6,
} as const;

/** What happens to native pixels while they are copied; read by `pixel-codec`. */
export interface PixelTransform {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly frames: number;
  readonly bits: number;
  readonly frameBits: number;
  readonly planar: boolean;
  readonly halfChroma: boolean;
  readonly floating: boolean;
  readonly bigEndian: boolean;
  readonly swappedPairs: boolean;
  readonly rowsOnBytes: boolean;
  readonly maskBits: number;
  readonly signed: boolean;
  readonly blank: readonly number[];
  readonly boxes: readonly BlankBox[];
}

/**
 * A rewritten file told as stretches of new and of old bytes: what the rewrite makes of a file that is too large for memory. Reading
 * it in order gives the new file; nothing else of the source is reachable through it.
 */
export interface SpliceRecipe {
  readonly lengthBytes: number;
  readonly literals: Uint8Array<ArrayBuffer>;
  /** Four numbers a stretch, in the order of the output: kind, at, length, index of the transform. */
  readonly segments: Float64Array;
  readonly transforms: readonly PixelTransform[];
}
