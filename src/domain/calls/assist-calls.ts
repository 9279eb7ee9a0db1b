import type { MaskRle } from "../mask.ts";
import type { Prompts } from "../proposal.ts";
import type { Call } from "./call.ts";

/** One plane in modality units (colour: luminance), row-major. */
export interface AssistPlane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array<ArrayBuffer>;
}

export type ClassicMethod = "flood" | "geodesic";

/** A mask and what is known of its quality; `probability` 0–255 per pixel of the plane where the method has one. */
export interface AssistResult {
  readonly mask: MaskRle;
  readonly confidence: number;
  readonly entropyBand: number;
  readonly midFraction: number;
  readonly notice: "no-contrast" | null;
  readonly toolId: string;
  readonly version: string;
  readonly fileSha256: readonly string[];
  readonly engine: string;
  readonly engineVersion: string;
  readonly milliseconds: number;
}

export interface AssistCalls {
  segment: Call<
    {
      readonly plane: AssistPlane;
      readonly prompts: Prompts;
      readonly method: ClassicMethod;
      readonly tolerance: number | null;
    },
    AssistResult
  >;
}

/** What the infer worker says of its engine and model. */
export interface InferState {
  readonly modelId: string;
  readonly modelVersion: string;
  readonly threads: number;
  readonly isolated: boolean;
  readonly simd: boolean;
  readonly defaultFor: readonly string[];
}

export interface InferCalls {
  /** Creates the session; `baseUrl` is the absolute URL of the model folder. */
  load: Call<{ readonly baseUrl: string }, InferState>;
  segment: Call<
    { readonly plane: AssistPlane; readonly prompts: Prompts; readonly previous: MaskRle | null },
    AssistResult
  >;
  /** Up to `limit` masks without a prompt (assist 3.7 d), class unassigned. */
  suggest: Call<
    { readonly plane: AssistPlane; readonly limit: number },
    readonly AssistResult[],
    { readonly done: number; readonly total: number }
  >;
}
