import type { MaskRle } from "../mask.ts";
import type { Prompts } from "../proposal.ts";
import type { Call } from "./call.ts";

/** One plane in modality units (colour: luminance), row-major. */
export interface AssistPlane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** A tool without weights; `auto` picks by the prompts (assist 3.1). */
export type ClassicMethod = "auto" | "flood" | "geodesic" | "random-walker" | "ellipse";

/** A mask and what is known of its quality. `params` are the settings used, for the record. */
export interface AssistResult {
  readonly mask: MaskRle;
  readonly confidence: number;
  readonly entropyBand: number;
  readonly midFraction: number;
  /** Mean |p − 0.5| within 3 pixels of the contour; absent in answers of tools that have none. */
  readonly contourMargin?: number;
  readonly notice: "no-contrast" | null;
  readonly toolId: string;
  readonly version: string;
  readonly fileSha256: readonly string[];
  readonly engine: string;
  readonly engineVersion: string;
  readonly license: string;
  readonly params: Readonly<Record<string, number | string>>;
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
  /** Kinds of prompt for which the network is the default: `click`, `clicks`, `box`, `box-clicks`. */
  readonly defaultFor: readonly string[];
  /** SHA-256 of every model file and of the manifest, hex. */
  readonly fileSha256: readonly string[];
  readonly manifestSha256: string;
}

/** What every check of a model of one's own found (assist 3.4); nothing is kept yet. */
export interface ModelTrial {
  /** SHA-256 of its manifest, hex: the name it is kept under. */
  readonly id: string;
  readonly modelId: string;
  readonly version: string;
  /** As its manifest says; empty where it says nothing. */
  readonly license: string;
  readonly bytes: number;
  /** Whether it brought a self-test, which it then passed. */
  readonly tested: boolean;
  /** Kinds of prompt that it takes. */
  readonly kinds: readonly string[];
  readonly dryRunMs: number;
}

export interface InferCalls {
  /**
   * Creates the session; `baseUrl` is the absolute URL of the model folder, `stored` a model of the person's own instead of it. At
   * most `maxThreads` (4) threads.
   */
  load: Call<
    { readonly baseUrl: string; readonly stored?: string; readonly maxThreads?: number },
    InferState
  >;
  /** Runs every check on the files of a package (the realm's own `File`), or a zip of them. Rejects at the first that fails. */
  tryModel: Call<{ readonly files: readonly unknown[]; readonly maxThreads?: number }, ModelTrial>;
  /** Keeps the model that was tried last, under the licence that the person named. */
  keepModel: Call<{ readonly license: string; readonly at: string }, { readonly id: string }>;
  segment: Call<
    {
      readonly plane: AssistPlane;
      readonly prompts: Prompts;
      readonly previous: MaskRle | null;
      /** The small input size: a quarter of the work, coarser. */
      readonly fast?: boolean;
    },
    AssistResult
  >;
  /** Up to `limit` masks without a prompt (assist 3.7 d), class unassigned. */
  suggest: Call<
    { readonly plane: AssistPlane; readonly limit: number },
    readonly AssistResult[],
    { readonly done: number; readonly total: number }
  >;
}
