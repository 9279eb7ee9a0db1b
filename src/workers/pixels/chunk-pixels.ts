import type { SampleArray } from "../../domain/samples.ts";

/** A decoded chunk: its own size (JPEG chunks know better than the page), samples interleaved. */
export interface ChunkPixels {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly pixels: SampleArray;
}
