import type { Call } from "./call.ts";

/** Calls of the worker that reads QR codes where the browser does not. */
export interface CodesCalls {
  /** Red, green, blue and alpha of a picture, row by row, and the text of the code that is in it; null where there is none. */
  readCode: Call<
    {
      readonly width: number;
      readonly height: number;
      readonly data: Uint8ClampedArray<ArrayBuffer>;
    },
    { readonly text: string | null }
  >;
}
