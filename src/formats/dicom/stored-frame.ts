import type { SampleArray, SampleType } from "../../domain/samples.ts";

/**
 * The stored samples of one frame, nothing applied: no rescale, no mask, no colour conversion. `pixels` is interleaved, rows ×
 * columns × samples; for `halfChroma` (native 4:2:2) it is Y Y Cb Cr per two pixels, as in the file.
 */
export interface StoredFrame {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly type: SampleType;
  readonly pixels: SampleArray;
  readonly halfChroma: boolean;
  /** PhotometricInterpretation of `pixels`, which a codec may have changed (JPEG 2000: RGB). */
  readonly photometric: string;
}
