import type { ValueRange } from "../editable-area.ts";
import type { MaskRle } from "../mask.ts";
import type { PixelSize } from "../measure/pixel-size.ts";
import type { ValueSlice } from "../region/value-slice.ts";
import type { ReadersComparison, ReadersInput } from "../review/compare-readers.ts";
import type { FuseChoice, FusedThing } from "../review/fuse-readers.ts";
import type { Call } from "./call.ts";

/** A region over the slices of the open stack. */
export interface RegionSlices {
  /** Slices that hold anything, in order. */
  readonly slices: readonly { readonly slice: number; readonly mask: MaskRle }[];
  readonly pixels: number;
  /** It was stopped at the cap and goes on beyond. */
  readonly capped: boolean;
}

export interface ToolsCalls {
  /** Makes room for a stack of slices; one stack at a time, the last one is let go. */
  openStack: Call<
    { readonly key: string; readonly columns: number; readonly rows: number; readonly slices: number },
    null
  >;
  addSlice: Call<{ readonly key: string; readonly slice: number; readonly values: ValueSlice }, null>;
  /** Grows from a pixel of the open stack: seed value ± tolerance, in modality units, and inside `within` if given. */
  grow: Call<
    {
      readonly key: string;
      readonly seed: readonly [column: number, row: number, slice: number];
      readonly tolerance: number;
      readonly within: ValueRange | null;
    },
    RegionSlices & { readonly seedValue: number; readonly milliseconds: number }
  >;
  /** Masks for the empty slices (`mask` null) between drawn ones; `size` in mm. */
  fillBetween: Call<
    {
      readonly slices: readonly { readonly mask: MaskRle | null; readonly position: number }[];
      readonly size: PixelSize;
    },
    RegionSlices
  >;
  /** What several readers agree on and what not. */
  compareReaders: Call<ReadersInput, ReadersComparison>;
  /** Labels of what was chosen, thing by thing. */
  fuseReaders: Call<
    { readonly input: ReadersInput; readonly choices: Readonly<Record<string, FuseChoice>> },
    readonly FusedThing[]
  >;
}
