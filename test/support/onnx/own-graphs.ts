import { externalTensor, integers, model, node, tensor, valueInfo } from "./onnx-writer.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Weights and biases of three classes of brightness: dark is 0, above 0.5 is 1, above 0.9 is 2. */
export const brightness = { weights: [0, 20, 60], bias: [0, -10, -46.5] };

/**
 * A semantic network of 1 × 1 convolutions: `image` [1, channels, …patch] → `logits` [1, 3, …patch]. Only the channel `seen` counts.
 * `border`: logits at the rim of the patch are this much in favour of class 2, as real networks err there. `corner`: class 2 where every axis of
 * the tensor is in its first half, whatever the image shows.
 */
export function semanticGraph(
  patch: readonly number[],
  options: {
    readonly channels?: number;
    readonly seen?: number;
    readonly border?: number;
    readonly corner?: boolean;
  } = {},
): Bytes {
  const { channels = 1, seen = 0, border = 0, corner = false } = options;
  const weights = brightness.weights.flatMap((weight) =>
    Array.from({ length: channels }, (_, at) => (at === seen ? weight : 0)),
  );
  const ones = patch.map(() => 1);
  const [height = 1, width = 1] = patch.slice(-2);
  const depth = corner && patch.length === 3 ? (patch[0] ?? 1) : 1;
  const rim = Array.from({ length: depth * height * width }, (_, at) => {
    const [x, y, z] = [at % width, Math.floor(at / width) % height, Math.floor(at / width / height)];
    if (corner) return 2 * x < width && 2 * y < height && (depth === 1 || 2 * z < depth) ? 120 : 0;
    return x === 0 || y === 0 || x === width - 1 || y === height - 1 ? border : 0;
  });
  const extra = [...rim.map(() => 0), ...rim.map(() => 0), ...rim];
  return model({
    nodes: [node("Conv", ["image", "w", "b"], ["raw"]), node("Add", ["raw", "rim"], ["logits"])],
    weights: [
      tensor("w", [3, channels, ...ones], weights),
      tensor("b", [3], brightness.bias),
      tensor("rim", patch.length === 3 ? [1, 3, depth, height, width] : [1, 3, height, width], extra),
    ],
    inputs: [valueInfo("image", [1, channels, ...patch])],
    outputs: [valueInfo("logits", [1, 3, ...patch])],
  });
}

/** The same with its weights in a file of their own; both files. */
export function externalGraph(side: number): { readonly graph: Bytes; readonly weights: Bytes } {
  const weights = new Uint8Array(Float32Array.from(brightness.weights).buffer);
  const graph = model({
    nodes: [node("Conv", ["image", "w", "b"], ["logits"])],
    weights: [externalTensor("w", [3, 1, 1, 1], "m.data", weights.length), tensor("b", [3], brightness.bias)],
    inputs: [valueInfo("image", [1, 1, side, side])],
    outputs: [valueInfo("logits", [1, 3, side, side])],
  });
  return { graph, weights };
}

/** Anchors of the tiny detector along one side. */
export const cells = 4;

/**
 * A detector of YOLOv8's signature on three channels of 32 × 32: a box of 10 × 10 round the centre of each of 16 cells of 8 × 8, scored by the
 * mean of the first channel (class 0) and of the third (class 1). With `masks`, prototypes: the first channel at a quarter of the size.
 */
export function detectorGraph(masks = false): Bytes {
  const kernel = Array.from({ length: 64 }, () => 1 / 64);
  const none = kernel.map(() => 0);
  const anchors = cells * cells;
  const centres = Array.from({ length: anchors }, (_, at) => at);
  const boxes = [
    ...centres.map((at) => (at % cells) * 8 + 4),
    ...centres.map((at) => Math.floor(at / cells) * 8 + 4),
    ...centres.map(() => 10),
    ...centres.map(() => 10),
  ];
  const quarter = Array.from({ length: 16 }, () => 40 / 16);
  const zeros = quarter.map(() => 0);
  return model({
    nodes: [
      node("Conv", ["images", "w"], ["means"], { kernel_shape: [8, 8], strides: [8, 8] }),
      node("Reshape", ["means", "shape"], ["scores"]),
      node("Concat", ["boxes", "scores", ...(masks ? ["ones"] : [])], ["output0"], { axis: 1 }),
      ...(masks
        ? [node("Conv", ["images", "q", "qb"], ["output1"], { kernel_shape: [4, 4], strides: [4, 4] })]
        : []),
    ],
    weights: [
      tensor("w", [2, 3, 8, 8], [...kernel, ...none, ...none, ...none, ...none, ...kernel]),
      integers("shape", [1, 2, anchors]),
      tensor("boxes", [1, 4, anchors], boxes),
      ...(masks
        ? [
            tensor(
              "ones",
              [1, 1, anchors],
              centres.map(() => 1),
            ),
            tensor("q", [1, 3, 4, 4], [...quarter, ...zeros, ...zeros]),
            tensor("qb", [1], [-20]),
          ]
        : []),
    ],
    inputs: [valueInfo("images", [1, 3, 32, 32])],
    outputs: [
      valueInfo("output0", [1, masks ? 7 : 6, anchors]),
      ...(masks ? [valueInfo("output1", [1, 1, 8, 8])] : []),
    ],
  });
}

/** A classifier: the mean of an image of 8 × 8 → logits of dark, middle and bright. */
export function classifierGraph(): Bytes {
  return model({
    nodes: [
      node("GlobalAveragePool", ["input"], ["mean"]),
      node("Conv", ["mean", "w", "b"], ["raw"]),
      node("Flatten", ["raw"], ["logits"]),
    ],
    weights: [tensor("w", [3, 1, 1, 1], brightness.weights), tensor("b", [3], brightness.bias)],
    inputs: [valueInfo("input", [1, 1, 8, 8])],
    outputs: [valueInfo("logits", [1, 3])],
  });
}

/** Names of a pair's tensors: Segment Anything's, or those of its second version with finer features beside. */
export interface PairNames {
  readonly image: string;
  readonly embedding: string;
  readonly features: readonly string[];
}

/** Segment Anything's names. */
export const samNames: PairNames = { image: "input_image", embedding: "image_embeddings", features: [] };
/** Those of its second version. */
export const sam2Names: PairNames = {
  image: "image",
  embedding: "image_embed",
  features: ["high_res_feats_0", "high_res_feats_1"],
};

/** Encoder of a pair: means of 4 × 4 of the first of three channels, [1,3,64,64] → [1,1,16,16]; features: the same. */
export function encoderGraph({ image, embedding, features }: PairNames = samNames): Bytes {
  const mean = Array.from({ length: 16 }, () => 1 / 16);
  const none = Array.from({ length: 32 }, () => 0);
  return model({
    nodes: [
      node("Conv", [image, "w"], [embedding], { kernel_shape: [4, 4], strides: [4, 4] }),
      ...features.map((name) => node("Identity", [embedding], [name])),
    ],
    weights: [tensor("w", [1, 3, 4, 4], [...mean, ...none])],
    inputs: [valueInfo(image, [1, 3, 64, 64])],
    outputs: [embedding, ...features].map((name) => valueInfo(name, [1, 1, 16, 16])),
  });
}

/**
 * Decoder of a pair with Segment Anything's tensors: two masks, the first empty, the second what is brighter than 0.5 (plus the mask given in,
 * where there is one); it thinks 0.3 of the first and 0.8 of the second. Points are taken and do not change it: the app drops other parts.
 */
export function decoderGraph({ embedding, features }: PairNames = samNames): Bytes {
  // The mean of embedding and features, so that one that is not handed on is noticed.
  const all = [embedding, ...features];
  return model({
    nodes: [
      node("Mean", all, ["mean"]),
      node("Mul", ["mean", "gain"], ["strong"]),
      node("Add", ["strong", "shift"], ["seen"]),
      node("Mul", ["mask_input", "has_mask_input"], ["given"]),
      node("Add", ["seen", "given"], ["second"]),
      node("Mul", ["second", "zero"], ["naught"]),
      node("Add", ["naught", "shift"], ["first"]),
      node("Concat", ["first", "second"], ["low_res_masks"], { axis: 1 }),
      node("ReduceSum", ["point_labels", "all"], ["signs"], { keepdims: 1 }),
      node("ReduceSum", ["point_coords", "last"], ["places"], { keepdims: 0 }),
      node("ReduceSum", ["places", "all"], ["place"], { keepdims: 1 }),
      node("Mul", ["signs", "zero"], ["noSigns"]),
      node("Mul", ["place", "zero"], ["noPlace"]),
      node("ReduceSum", ["orig_im_size"], ["size"], { keepdims: 0 }),
      node("Mul", ["size", "zero"], ["noSize"]),
      node("Add", ["noSigns", "noPlace"], ["nothing"]),
      node("Add", ["nothing", "noSize"], ["nil"]),
      node("Add", ["quality", "nil"], ["iou_predictions"]),
    ],
    weights: [
      tensor("gain", [1], [40]),
      tensor("shift", [1], [-20]),
      tensor("zero", [1], [0]),
      tensor("quality", [1, 2], [0.3, 0.8]),
      integers("all", [1]),
      integers("last", [2]),
    ],
    inputs: [
      ...all.map((name) => valueInfo(name, [1, 1, 16, 16])),
      valueInfo("point_coords", [1, "points", 2]),
      valueInfo("point_labels", [1, "points"]),
      valueInfo("mask_input", [1, 1, 16, 16]),
      valueInfo("has_mask_input", [1]),
      valueInfo("orig_im_size", [2]),
    ],
    outputs: [valueInfo("low_res_masks", [1, 2, 16, 16]), valueInfo("iou_predictions", [1, 2])],
  });
}
