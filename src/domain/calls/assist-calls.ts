import type { BoxImage } from "../annotation.ts";
import type { MaskRle } from "../mask.ts";
import type { ModelLabel, ModelTask } from "../models/graph-manifest.ts";
import type { Prompts } from "../proposal.ts";
import type { Call } from "./call.ts";

/** One plane in modality units (colour: luminance), row-major. */
export interface AssistPlane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array<ArrayBuffer>;
  /** Distance between rows, then columns, where the image gives one. */
  readonly spacingMm?: readonly [number, number];
  /** Red, green and blue of a colour image, three numbers a pixel; only for models that ask for colour. */
  readonly rgb?: Float32Array<ArrayBuffer>;
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
  /** Of the model's manifest; absent of tools without weights. */
  readonly manifestSha256?: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly license: string;
  readonly params: Readonly<Record<string, number | string>>;
  readonly milliseconds: number;
  /** What a model that knows classes calls it. */
  readonly label?: ModelLabel;
  /** Of a detector: the mask is the box, filled. */
  readonly boxImage?: BoxImage;
  /** Of a classifier: the mask is empty, the label is the answer. */
  readonly isAnswer?: true;
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

/** Why the processor runs a model although the person wants the graphics card; the words stand in ui/messages. */
export type WebgpuObstacle =
  /** The browser gives no graphics card, or only one that is drawn by the processor. */
  | "no-adapter"
  /** The app ended while the card was tried: it is not tried again by itself. */
  | "ended-last-time"
  /** Its numbers are not those of the processor. */
  | "other-numbers"
  | "slower"
  /** The card's engine could not be loaded, or does not take the model. */
  | "failed";

/** What became of the wish for the graphics card. */
export type Accelerator =
  | { readonly used: true; readonly wasmMs: number; readonly webgpuMs: number }
  | { readonly used: false; readonly reason: WebgpuObstacle };

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
  /** Modalities that a model which answers prompts is for; `*` or absent: any. */
  readonly modalities?: readonly string[];
  /** Absent where the graphics card was not asked for. */
  readonly accelerator?: Accelerator;
  /** Of a model that finds things by itself; absent: it answers prompts. */
  readonly labels?: LabelModelFacts;
}

/** What a model that finds things by itself needs and knows. */
export interface LabelModelFacts {
  readonly task: ModelTask;
  /** 3: it sees a whole series at once. */
  readonly dims: 2 | 3;
  /** Slices that one answer needs, as distances from its own. */
  readonly offsets: readonly number[];
  readonly colour: boolean;
  readonly modalities: readonly string[];
  /** Whether it works in millimetres, so that images must say how large their pixels are. */
  readonly needsSpacing: boolean;
  readonly labels: readonly ModelLabel[];
  readonly question: string | null;
}

/** What a model found on one of the planes that it was given. */
export interface LabelledPlane {
  readonly at: number;
  readonly results: readonly AssistResult[];
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
  readonly task: ModelTask;
  readonly adapter: string;
  /** Names of what it finds, for models that know classes. */
  readonly labelNames: readonly string[];
  /** What had to be guessed because the package brought no model.json of its own; the person is told. */
  readonly guessed: readonly string[];
  readonly dryRunMs: number;
}

/** What a proposal was asked by, to be asked again. */
export interface AskedAgain {
  readonly prompts: Prompts;
  readonly previous: MaskRle | null;
}

export interface InferCalls {
  /**
   * Creates the session; `baseUrl` is the absolute URL of the model folder, `stored` a model of the person's own instead of it. At
   * most `maxThreads` (4) threads; `spare` leaves a core to the page where no number is asked for.
   */
  load: Call<
    {
      readonly baseUrl: string;
      readonly stored?: string;
      readonly maxThreads?: number;
      readonly spare?: boolean;
      /** The person wants the graphics card, where it gives the same numbers sooner. */
      readonly webgpu?: boolean;
    },
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
      /** No person waits for it. */
      readonly quiet?: boolean;
    },
    AssistResult
  >;
  /**
   * What a model that knows classes finds: on the plane `at`, the others being its neighbours (the plane itself where there is none), or
   * on all planes of a series (`at` null, dims 3; `sliceMm` between them). `axes`: where slices, rows and columns run, as `SPL`; null where the
   * images do not say. Progress counts patches.
   */
  label: Call<
    {
      readonly planes: readonly AssistPlane[];
      readonly at: number | null;
      readonly sliceMm: number | null;
      readonly axes?: string | null;
    },
    readonly LabelledPlane[],
    { readonly done: number; readonly total: number }
  >;
  /**
   * How far each answer on a plane changes when the plane is mirrored: 1 − Dice of the answers to both flips (assist 3.9). Behind every other work
   * of the worker.
   */
  flipDoubts: Call<{ readonly plane: AssistPlane; readonly asked: readonly AskedAgain[] }, readonly number[]>;
  /** Lets no run in the background begin for so long: the person scrolls. */
  hold: Call<{ readonly milliseconds: number }, null>;
  /** Up to `limit` masks without a prompt (assist 3.7 d), class unassigned. */
  suggest: Call<
    { readonly plane: AssistPlane; readonly limit: number },
    readonly AssistResult[],
    { readonly done: number; readonly total: number }
  >;
}
