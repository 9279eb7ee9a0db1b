import type { SampleArray, SampleType } from "../pixel-source.ts";
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

export interface PixelsCalls {
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
}
