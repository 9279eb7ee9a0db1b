import type { ImageFacts, PlaneFacts } from "../image-facts.ts";
import type { SampleArray, SampleType } from "../samples.ts";
import type { Call } from "./call.ts";

/** A decoded frame ready for the renderer: stored values, colour already RGB, interleaved. */
export interface DecodedFrame {
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly columns: number;
  readonly rows: number;
  readonly samples: 1 | 3 | 4;
  readonly type: SampleType;
  readonly pixels: SampleArray;
}

/**
 * Stored samples of one frame, nothing applied: no rescale, no mask, YBR and palette as they are. Interleaved; with
 * `halfChroma` (native 4:2:2) Y Y Cb Cr per two pixels, as in the file.
 */
export interface StoredSamples {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly type: SampleType;
  readonly pixels: SampleArray;
  readonly halfChroma: boolean;
  readonly photometric: string;
}

/** One image of a file: all frames of a DICOM object, or one page of a TIFF. `refused`: why a page could not be decoded. */
export interface DecodedImage {
  readonly facts: ImageFacts | null;
  readonly planes: readonly PlaneFacts[];
  readonly frames: readonly StoredSamples[];
  readonly refused?: string;
}

export interface DecodedFile {
  readonly format: "dicom" | "tiff";
  readonly images: readonly DecodedImage[];
}

/** A chosen file that is open for looking: nothing of it is stored. */
export interface OpenedLook {
  readonly lookId: string;
  readonly facts: ImageFacts;
  readonly planes: readonly PlaneFacts[];
}

export interface PixelsCalls {
  /** Lower `priority` is served sooner. */
  frame: Call<
    { readonly sopUid: string; readonly frameIndex: number; readonly priority: number },
    DecodedFrame
  >;
  tile: Call<
    {
      readonly sopUid: string;
      readonly frameIndex: number;
      readonly level: number;
      readonly tileColumn: number;
      readonly tileRow: number;
    },
    DecodedFrame
  >;
  /** 8-bit RGBA picture whose longest side is `side` pixels, windowed by the file's first window. */
  thumbnail: Call<
    { readonly sopUid: string; readonly frameIndex: number; readonly side: number },
    { readonly columns: number; readonly rows: number; readonly rgba: Uint8ClampedArray<ArrayBuffer> }
  >;
  /** Opens the store, and nothing else: who calls it has a worker that is ready. */
  ready: Call<Record<string, never>, null>;
  /** One frame of a stored image with nothing applied: what a check of the store compares. Errors as for `frame`. */
  stored: Call<{ readonly sopUid: string; readonly frameIndex: number }, StoredSamples>;
  /**
   * Opens a chosen file (the realm's `File`) by range reads, for looking only: pages that are kept, nothing is stored. It stays with
   * the worker that opened it until `closeLook`.
   */
  openLook: Call<{ readonly file: unknown }, OpenedLook>;
  /** A whole frame of a look without a pyramid; its `sopUid` is the look's id. */
  lookFrame: Call<{ readonly lookId: string; readonly frameIndex: number }, DecodedFrame>;
  lookTile: Call<
    {
      readonly lookId: string;
      readonly frameIndex: number;
      readonly level: number;
      readonly tileColumn: number;
      readonly tileRow: number;
    },
    DecodedFrame
  >;
  closeLook: Call<{ readonly lookId: string }, null>;
  /** Decodes a chosen file (the realm's `File`) to stored samples; nothing is kept. Errors as for `frame`. */
  decodeFile: Call<{ readonly file: unknown }, DecodedFile>;
}
