import type { IntensityOp } from "./intensity.ts";
import type { ModelSelfTest } from "./manifest-fields.ts";

/** What a model is for (assist 3.4). */
export type ModelTask = "promptable-seg" | "semantic-seg" | "instance-seg" | "detect" | "classify";

/** How a model of graphs is driven; `single` is the other manifest, `ModelManifest`. */
export type GraphAdapter = "sam" | "sam2" | "sliding-window" | "yolo" | "classifier";

/** One graph of a package. */
export interface GraphFile {
  readonly role: "model" | "encoder" | "decoder";
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Weights that lie in files of their own. */
  readonly external: readonly { readonly path: string; readonly sha256: string }[];
}

/** Order of the axes of an input tensor. */
export type TensorLayout = "NCHW" | "NHWC" | "HWC" | "NCDHW";

/** How an image becomes the size that a graph takes. */
export type ResizeMode = "longest-side-pad" | "letterbox" | "stretch" | "sliding-window";

/** A plane of the input: luminance of the slice `offset` away, or a colour of the slice itself. */
export interface InputChannel {
  readonly kind: "image" | "red" | "green" | "blue";
  readonly offset: number;
}

/** What the graph is fed. */
export interface GraphInput {
  readonly name: string;
  readonly layout: TensorLayout;
  /** Depth (1 unless dims is 3), height and width of the tensor. */
  readonly size: readonly [depth: number, height: number, width: number];
  readonly dims: 2 | 3;
  readonly channels: readonly InputChannel[];
  readonly modalities: readonly string[];
  readonly resize: ResizeMode;
  /** Share of a patch that the next one covers again. */
  readonly overlap: number;
  readonly blend: "gaussian" | "constant";
  /** Distance of slices, rows and columns that the model was trained on; null = as the images are. */
  readonly spacingMm: readonly [slice: number, row: number, column: number] | null;
  /** Sides of the body that the spatial axes of the tensor run towards, in their order; null = as the images are. */
  readonly orientation: string | null;
  readonly intensity: readonly IntensityOp[];
  /** Value of what is beside the image, after preparation. */
  readonly pad: number;
}

/** What an output tensor means. */
export type OutputKind =
  | "mask-logits"
  | "mask-prob"
  | "class-logits"
  | "boxes-yolov8"
  | "protos"
  | "iou"
  | "embedding";

/** One output of a graph. */
export interface GraphOutput {
  readonly name: string;
  readonly kind: OutputKind;
  readonly activation: "sigmoid" | "softmax" | "none";
  readonly threshold: number;
  /** Of masks of a pair: in the padded square, or in the image. */
  readonly frame: "model-px" | "image";
}

/** A class as the model calls it. */
export interface ModelLabel {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly code: { readonly scheme: string; readonly value: string } | null;
}

/** Names and signs of a decoder's prompt tensors. */
export interface PromptTensors {
  readonly coords: string;
  readonly labels: string;
  readonly box: readonly [number, number];
  readonly pad: number;
  readonly points: boolean;
  readonly takesBox: boolean;
}

/** `prelabel-model/1` of everything that is not one promptable graph of planes (assist 3.4). */
export interface GraphManifest {
  readonly schema: "prelabel-model/1";
  readonly id: string;
  readonly version: string;
  readonly license: string;
  readonly task: ModelTask;
  readonly adapter: GraphAdapter;
  readonly files: readonly GraphFile[];
  readonly input: GraphInput;
  readonly outputs: readonly GraphOutput[];
  readonly prompts: PromptTensors | null;
  readonly nms: { readonly iou: number; readonly score: number };
  readonly labels: readonly ModelLabel[];
  /** Id of the question that a classifier answers; null = the one whose answers are named as its labels. */
  readonly question: string | null;
  readonly opset: number | null;
  readonly selfTest: ModelSelfTest | null;
}

/** Slices that one answer needs, as distances from its own. */
export function sliceOffsets({ channels }: Pick<GraphInput, "channels">): number[] {
  return [...new Set([0, ...channels.map(({ offset }) => offset)])].sort((a, b) => a - b);
}

/** Shape of the input tensor. */
export function inputShape({ layout, size: [depth, height, width], channels }: GraphInput): number[] {
  const count = channels.length;
  switch (layout) {
    case "NCHW":
      return [1, count, height, width];
    case "NHWC":
      return [1, height, width, count];
    case "HWC":
      return [height, width, count];
    case "NCDHW":
      return [1, count, depth, height, width];
  }
}
