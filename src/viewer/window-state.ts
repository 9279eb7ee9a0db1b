import type { VoiFunction } from "../domain/image-facts.ts";

/** How modality values become brightness (PS3.3 C.11.2.1). Centre and width in modality units. */
export type WindowState =
  | {
      readonly kind: "window";
      readonly center: number;
      readonly width: number;
      readonly fn: VoiFunction;
      /** On top of MONOCHROME1. */
      readonly invert: boolean;
    }
  /** The image's own VOI LUT. */
  | { readonly kind: "lut"; readonly invert: boolean };
