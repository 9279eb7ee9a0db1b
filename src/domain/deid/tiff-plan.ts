import type { BlankBox, PixelRisk, Verdict } from "./plan.ts";

/** Why a page stays or goes. */
export type TiffPageReason =
  | "image"
  | "pyramid"
  | "mask"
  | "label"
  | "macro"
  | "thumbnail"
  | "ambiguous"
  | "unknown";

/** Decoded pixels that replace a page's own: a slice of the rewrite's third input, interleaved, rows without padding. */
export interface TiffNativePixels {
  /** Offset and length inside the third input. */
  readonly at: number;
  readonly len: number;
  readonly bitsPerSample: 8 | 16 | 32 | 64;
  readonly samples: number;
  /** PhotometricInterpretation of these bytes, e.g. 1 grey, 2 RGB. */
  readonly photometric: number;
}

/** The fate of one directory. A page that is kept must have a parent that is kept. */
export interface TiffPlanPage {
  readonly path: string;
  /** Offset of the directory, checked against the file. */
  readonly at: number;
  readonly action: "keep" | "drop";
  readonly why: TiffPageReason;
  /** Tags to copy; each must be in `tiffAllowedTags` and in the page. What is not named is not written. Empty for `drop`. */
  readonly tags: readonly number[];
  /** The new ImageDescription (7-bit text), or null for none. */
  readonly description: string | null;
  /** Rectangles to blank; `frames` is ignored. On compressed pages only together with `native`. */
  readonly boxes: readonly BlankBox[];
  /** Stored sample values to blank with, one per sample. */
  readonly blank: readonly number[];
  readonly native?: TiffNativePixels;
}

/** The plan for a TIFF: no original value in it. Offsets, strips and tiles are laid out anew by the rewrite. */
export interface TiffPlan {
  readonly planVersion: 1;
  readonly policy: {
    readonly id: string;
    readonly hash: string;
    readonly tables: string;
    readonly options: readonly string[];
  };
  readonly source: { readonly sha256: string; readonly bytes: number; readonly format: "tiff" };
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly risk: { readonly class: PixelRisk; readonly signs: readonly string[] };
  /** Every directory of the index, once, in its order. */
  readonly pages: readonly TiffPlanPage[];
}
