import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { gatherFiles } from "../../../../src/workers/infer/gather-files.ts";
import { tryModel } from "../../../../src/workers/infer/try-model.ts";
import { PlainError } from "../../../../src/workers/serve.ts";
import { nodeMakers } from "../../../support/onnx/node-engine.ts";
import { semanticGraph } from "../../../support/onnx/own-graphs.ts";
import {
  classifierPackage,
  detectorPackage,
  externalPackage,
  type Files,
  type Manifest,
  pairPackage,
  pinned,
  semanticPackage,
} from "../../../support/onnx/own-packages.ts";

const engine = { engine: "none", engineVersion: "0", threads: 1, isolated: false };

async function outcome(files: Files) {
  try {
    return (await tryModel(files, engine, await nodeMakers(), Number.MAX_SAFE_INTEGER)).trial;
  } catch (reason) {
    if (reason instanceof PlainError) return { code: reason.code, message: reason.message };
    throw reason;
  }
}

test("each kind of model passes its checks and tells what it is", async () => {
  expect(await outcome(await semanticPackage())).toMatchObject({
    modelId: "organs",
    task: "semantic-seg",
    adapter: "sliding-window",
    labelNames: ["Liver", "Spleen"],
    kinds: [],
    tested: false,
    guessed: [],
  });
  expect(
    await outcome(await semanticPackage(undefined, semanticGraph([4, 16, 16]), [4, 16, 16])),
  ).toMatchObject({
    modelId: "organs",
  });
  expect(await outcome(await detectorPackage())).toMatchObject({ task: "detect", adapter: "yolo" });
  expect(await outcome(await detectorPackage(true))).toMatchObject({ task: "instance-seg" });
  expect(await outcome(await classifierPackage())).toMatchObject({ task: "classify", tested: true });
  expect(await outcome(await pairPackage())).toMatchObject({
    task: "promptable-seg",
    adapter: "sam",
    kinds: ["click", "clicks", "box", "box-clicks"],
  });
});

test("weights beside the graph are kept with it", async () => {
  const files = await externalPackage();
  const tried = await tryModel(files, engine, await nodeMakers(), Number.MAX_SAFE_INTEGER);
  expect([...tried.files.keys()].sort()).toEqual(["m.data", "m.onnx", "model.json"]);
});

type Bend = (manifest: Manifest) => Manifest;
const input =
  (change: object): Bend =>
  (m) => ({ ...m, input: { ...(m.input as Manifest), ...change } });
const output =
  (...tensors: object[]): Bend =>
  (m) => ({ ...m, output: { tensors } });

test.each<[string, (bend: Bend) => Promise<Files>, Bend, string, string]>([
  [
    "a task of another adapter",
    semanticPackage,
    (m) => ({ ...m, task: "detect" }),
    "model-manifest",
    "“task”",
  ],
  [
    "a pair without a decoder",
    pairPackage,
    (m) => ({ ...m, files: (m.files as object[]).slice(0, 1) }),
    "model-manifest",
    "decoder",
  ],
  ["no labels", semanticPackage, (m) => ({ ...m, labels: [] }), "model-manifest", "labels"],
  [
    "an index twice",
    semanticPackage,
    (m) => ({ ...m, labels: [1, 1].map((index) => ({ index, id: "a" })) }),
    "model-manifest",
    "twice",
  ],
  [
    "a label beyond the classes",
    semanticPackage,
    (m) => ({ ...m, labels: [{ index: 7, id: "a" }] }),
    "model-labels",
    "index 7",
  ],
  [
    "a class beyond the detector's",
    (bend) => detectorPackage(false, bend),
    (m) => ({ ...m, labels: [{ index: 5, id: "a" }] }),
    "model-labels",
    "index 5",
  ],
  [
    "an unknown preparation",
    semanticPackage,
    input({ intensity: [{ op: "gamma" }] }),
    "model-manifest",
    "gamma",
  ],
  [
    "a clip after the scale",
    semanticPackage,
    input({ intensity: [{ op: "scale" }, { op: "window", center: 0, width: 1 }] }),
    "model-manifest",
    "clips first",
  ],
  [
    "a window of no width",
    semanticPackage,
    input({ intensity: [{ op: "window", center: 0, width: 0 }] }),
    "model-manifest",
    "width",
  ],
  [
    "a mean without its deviation",
    semanticPackage,
    input({ intensity: [{ op: "zscore", mean: 0.4 }] }),
    "model-manifest",
    "mean and std",
  ],
  [
    "a patch of three sides in two dimensions",
    semanticPackage,
    input({ size: [4, 16, 16], dims: 2 }),
    "model-manifest",
    "height and width",
  ],
  ["turned axes", semanticPackage, input({ orientation: "RAS" }), "model-manifest", "orientation"],
  [
    "an unknown channel",
    semanticPackage,
    input({ tensors: [{ name: "image", channels: ["depth"] }] }),
    "model-manifest",
    "depth",
  ],
  [
    "another patch than the graph's",
    semanticPackage,
    input({ size: [32, 32] }),
    "model-tensors",
    "1 × 1 × 32 × 32",
  ],
  [
    "another input name",
    semanticPackage,
    input({ tensors: [{ name: "x", channels: ["image"] }] }),
    "model-tensors",
    "“x”",
  ],
  [
    "another output name",
    semanticPackage,
    output({ name: "pred", kind: "class-logits" }),
    "model-tensors",
    "“pred”",
  ],
  [
    "an output of another kind",
    semanticPackage,
    output({ name: "logits", kind: "boxes-yolov8" }),
    "model-manifest",
    "class-logits",
  ],
  [
    "a classifier whose output is a picture",
    semanticPackage,
    (m) => ({ ...input({ resize: "stretch" })(m), task: "classify", adapter: "classifier" }),
    "model-tensors",
    "2 axes",
  ],
  [
    "a decoder without the named points",
    pairPackage,
    (m) => ({ ...m, prompts: { tensor: { coords: "points" } } }),
    "model-tensors",
    "point_coords",
  ],
  ["another operator set", semanticPackage, (m) => ({ ...m, runtime: { opset: 17 } }), "model-opset", "17"],
  [
    "a self-test of the wrong size",
    classifierPackage,
    (m) => ({ ...m, selfTest: { input: "t.out.bin", output: "t.bin", atol: 1 } }),
    "model-self-test",
    "64 numbers",
  ],
  [
    "a graph out of the package",
    semanticPackage,
    (m) => ({ ...m, files: [{ ...(m.files as object[])[0], path: "/m.onnx" }] }),
    "model-manifest",
    "inside the package",
  ],
])("%s is refused in words", async (_, make, bend, code, words) => {
  const found = await outcome(await make(bend));
  expect(found).toMatchObject({ code });
  expect((found as { message: string }).message).toContain(words);
});

test("a model that gives other numbers than its self-test says is refused", async () => {
  const files = await classifierPackage();
  files.set("t.out.bin", new Uint8Array(Float32Array.of(0, 0, -16.4).buffer));
  expect(await outcome(files)).toMatchObject({ code: "model-self-test" });
});

const metadata = {
  version: "0.5.6",
  name: "Spleen CT segmentation",
  task: "Segmentation of the spleen",
  copyright: "Copyright (c) MONAI Consortium",
  network_data_format: {
    inputs: {
      image: {
        type: "image",
        format: "hounsfield",
        modality: "CT",
        num_channels: 1,
        spatial_shape: [4, 16, 16],
        dtype: "float32",
        value_range: [0, 1],
        is_patch_data: true,
        channel_def: { 0: "image" },
      },
    },
    outputs: {
      pred: {
        type: "image",
        format: "segmentation",
        num_channels: 3,
        spatial_shape: [4, 16, 16],
        dtype: "float32",
        value_range: [0, 1],
        is_patch_data: true,
        channel_def: { 0: "background", 1: "spleen", 2: "vessel" },
      },
    },
  },
};
const utf8 = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test("a MONAI bundle becomes a draft that passes the same checks and says what was guessed", async () => {
  const zip = zipSync({
    "bundle/configs/metadata.json": utf8(metadata),
    "bundle/models/model.onnx": semanticGraph([4, 16, 16]),
    "bundle/docs/README.md": utf8("card"),
  });
  const files = await gatherFiles([new File([Uint8Array.from(zip)], "bundle.zip")]);
  const tried = await tryModel(files, engine, await nodeMakers(), Number.MAX_SAFE_INTEGER);
  expect(tried.trial).toMatchObject({
    modelId: "spleen-ct-segmentation",
    version: "0.5.6",
    // An owner is no licence.
    license: "",
    labelNames: ["spleen", "vessel"],
    guessed: ["intensity", "spacing"],
  });
  const draft = JSON.parse(new TextDecoder().decode(tried.files.get("model.json")));
  expect(draft.input).toMatchObject({ dims: 3, size: [4, 16, 16], modalities: ["CT"] });
  expect(draft.files).toEqual([await pinned("model", "models/model.onnx", semanticGraph([4, 16, 16]))]);
  const terms = new Map(files).set("configs/metadata.json", utf8({ ...metadata, license: "Apache-2.0" }));
  const named = await tryModel(terms, engine, await nodeMakers(), Number.MAX_SAFE_INTEGER);
  expect(named.trial.license).toBe("Apache-2.0");
  const broken = new Map(files).set("configs/metadata.json", utf8({ ...metadata, network_data_format: {} }));
  await expect(tryModel(broken, engine, await nodeMakers(), 1e9)).rejects.toThrow(
    "network_data_format.inputs",
  );
});
