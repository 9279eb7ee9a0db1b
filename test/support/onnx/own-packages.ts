import {
  classifierGraph,
  decoderGraph,
  detectorGraph,
  encoderGraph,
  externalGraph,
  type PairNames,
  samNames,
  semanticGraph,
} from "./own-graphs.ts";

type Bytes = Uint8Array<ArrayBuffer>;
/** A manifest before it is written; tests bend it. */
export type Manifest = Readonly<Record<string, unknown>>;
/** Files of a package by path. */
export type Files = Map<string, Bytes>;

async function sha256(bytes: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The entry of a graph in `files`. */
export async function pinned(role: string, path: string, bytes: Bytes): Promise<Manifest> {
  return { role, path, bytes: bytes.length, sha256: await sha256(bytes) };
}

const floats = (values: readonly number[]): Bytes => new Uint8Array(Float32Array.from(values).buffer);
const common = { schema: "prelabel-model/1", version: "1.0.0", license: "CC0-1.0" };
const unit = [{ op: "scale", from: [0, 100], to: [0, 1] }];
const organs = [
  { index: 1, id: "liver", name: "Liver", code: { scheme: "SCT", value: "10200004" } },
  { index: 2, id: "spleen", name: "Spleen" },
];

/** Writes model.json beside the graphs. */
export function packed(manifest: Manifest, files: readonly (readonly [string, Bytes])[]): Files {
  return new Map([["model.json", new TextEncoder().encode(JSON.stringify(manifest))], ...files]);
}

/** A semantic network: values of 0–100, classes liver above 50 and spleen above 90. */
export async function semanticPackage(
  bend: (manifest: Manifest) => Manifest = (manifest) => manifest,
  graph: Bytes = semanticGraph([16, 16]),
  size: readonly number[] = [16, 16],
): Promise<Files> {
  const manifest = {
    ...common,
    id: "organs",
    task: "semantic-seg",
    adapter: "sliding-window",
    files: [await pinned("model", "m.onnx", graph)],
    input: {
      modalities: ["CT"],
      dims: size.length,
      size,
      spacingMm: null,
      intensity: unit,
      tensors: [{ name: "image", dtype: "float32", channels: ["image"] }],
    },
    output: { tensors: [{ name: "logits", kind: "class-logits", activation: "softmax" }] },
    labels: organs,
  };
  return packed(bend(manifest), [["m.onnx", graph]]);
}

/** The semantic network with weights beside its graph. */
export async function externalPackage(): Promise<Files> {
  const { graph, weights } = externalGraph(16);
  const file = await pinned("model", "m.onnx", graph);
  const external = [{ path: "m.data", sha256: await sha256(weights) }];
  const files = await semanticPackage((manifest) => ({ ...manifest, files: [{ ...file, external }] }), graph);
  return files.set("m.data", weights);
}

/** A detector of two classes on colour images of 0–255; with `masks` one of instances. */
export async function detectorPackage(
  masks = false,
  bend: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<Files> {
  const graph = detectorGraph(masks);
  const manifest = {
    ...common,
    id: "finder",
    task: masks ? "instance-seg" : "detect",
    adapter: "yolo",
    files: [await pinned("model", "m.onnx", graph)],
    input: {
      size: [32, 32],
      resize: "letterbox",
      intensity: [{ op: "scale", from: [0, 255], to: [0, 1] }],
      tensors: [{ name: "images", channels: ["red", "green", "blue"] }],
    },
    output: {
      tensors: [
        { name: "output0", kind: "boxes-yolov8" },
        ...(masks ? [{ name: "output1", kind: "protos" }] : []),
      ],
      nms: { iou: 0.5, score: 0.6 },
    },
    labels: [
      { index: 0, id: "polyp", name: "Polyp" },
      { index: 1, id: "tool", name: "Tool" },
    ],
  };
  return packed(bend(manifest), [["m.onnx", graph]]);
}

/** A classifier of three answers to the question `quality`. */
export async function classifierPackage(
  bend: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<Files> {
  const graph = classifierGraph();
  const manifest = {
    ...common,
    id: "brightness",
    task: "classify",
    adapter: "classifier",
    files: [await pinned("model", "m.onnx", graph)],
    input: { size: [8, 8], intensity: unit, tensors: [{ name: "input", channels: ["image"] }] },
    output: { tensors: [{ name: "logits", kind: "class-logits" }] },
    labels: [
      { index: 0, id: "dark", name: "Dark" },
      { index: 1, id: "middle", name: "Middle" },
      { index: 2, id: "bright", name: "Bright" },
    ],
    question: "quality",
    selfTest: { input: "t.bin", output: "t.out.bin", atol: 0.001 },
  };
  const input = Array.from({ length: 64 }, () => 0.5);
  return packed(bend(manifest), [
    ["m.onnx", graph],
    ["t.bin", floats(input)],
    // Weight × 0.5 + bias of each class, by hand.
    ["t.out.bin", floats([0, 0, -16.5])],
  ]);
}

/** A pair of encoder and decoder with Segment Anything's tensors, or those of its second version, on a square of 64; values of 0–100. */
export async function pairPackage(
  bend: (manifest: Manifest) => Manifest = (manifest) => manifest,
  names: PairNames = samNames,
): Promise<Files> {
  const [encoder, decoder] = [encoderGraph(names), decoderGraph(names)];
  const manifest = {
    ...common,
    id: "pair",
    task: "promptable-seg",
    adapter: names === samNames ? "sam" : "sam2",
    files: [await pinned("encoder", "e.onnx", encoder), await pinned("decoder", "d.onnx", decoder)],
    input: {
      size: [64, 64],
      resize: "longest-side-pad",
      intensity: unit,
      tensors: [{ name: names.image, channels: ["image", "image", "image"] }],
    },
    output: {
      tensors: [
        ...[names.embedding, ...names.features].map((name) => ({ name, kind: "embedding" })),
        { name: "low_res_masks", kind: "mask-logits" },
        { name: "iou_predictions", kind: "iou" },
      ],
    },
  };
  return packed(bend(manifest), [
    ["e.onnx", encoder],
    ["d.onnx", decoder],
  ]);
}
