import type { MaskRle } from "../mask.ts";
import type { GrowCutInput, VoxelBox } from "../region/grow-cut.ts";
import type { Call } from "./call.ts";

/** What one label has won on one slice of the stack, on the whole frame. */
export interface GrowCutMask {
  readonly slice: number;
  readonly label: number;
  readonly mask: MaskRle;
}

/** Calls of the worker that seeds compete in. */
export interface GrowCutCalls {
  /** `columns` and `rows` are those of a frame, on which the box lies. Labels from `firstLabel` on are answered. */
  growCut: Call<
    {
      readonly input: GrowCutInput;
      readonly box: VoxelBox;
      readonly columns: number;
      readonly rows: number;
      readonly firstLabel: number;
    },
    { readonly masks: readonly GrowCutMask[]; readonly milliseconds: number }
  >;
}
