import type { GraphManifest, PromptTensors } from "../../domain/models/graph-manifest.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { checkTensor, isFreeAxis, type TensorFacts } from "./check-tensors.ts";
import type { GraphSession } from "./graph-session.ts";

const quoted = (tensors: readonly TensorFacts[]) => tensors.map(({ name }) => `“${name}”`).join(", ");

/** Holds the graph's input to the manifest: name, type, number of axes and their lengths; free ones fit anything. */
export const checkGraphInput = checkTensor;

/** Holds outputs to the manifest: each name is there, each has the number of axes that its kind means. */
export function checkOutputs(manifest: GraphManifest, known: readonly TensorFacts[]): void {
  const spatial = manifest.input.dims === 3 ? 5 : 4;
  const ranks: Readonly<Record<string, number>> = {
    "mask-logits": spatial,
    "mask-prob": spatial,
    "class-logits": manifest.adapter === "classifier" ? 2 : spatial,
    "boxes-yolov8": 3,
    protos: 4,
  };
  for (const { name, kind } of manifest.outputs) {
    const tensor = known.find((entry) => entry.name === name);
    if (!tensor)
      throw new PlainError(
        "model-tensors",
        say`model.json names a tensor “${name}”; the model answers with ${quoted(known)}. It is not used.`,
      );
    const rank = ranks[kind];
    if (!tensor.isTensor || rank === undefined || tensor.shape.length === 0) continue;
    if (tensor.shape.length !== rank)
      throw new PlainError(
        "model-tensors",
        say`The tensor “${name}” of kind ${kind}: expected ${rank} axes, found ${tensor.shape.join(" × ")}. The model is not used.`,
      );
    const channels = tensor.shape[1];
    const highest = Math.max(-1, ...manifest.labels.map(({ index }) => index));
    const classes = kind === "boxes-yolov8" ? Number(channels) - 4 : Number(channels);
    const isFixed = channels !== undefined && !isFreeAxis(channels) && Number(channels) > 0;
    if (kind !== "protos" && isFixed && highest >= classes)
      throw new PlainError(
        "model-labels",
        say`model.json names a label with index ${highest}; “${name}” has ${classes} classes, from 0. The model is not used.`,
      );
  }
}

/** What a decoder is fed beside the encoder's outputs and the prompts (Segment Anything's export). */
export const decoderExtras = ["mask_input", "has_mask_input", "orig_im_size"] as const;

/** Every input of a decoder must be one that this app can give. */
export function checkFeeds(
  manifest: GraphManifest,
  prompts: PromptTensors,
  encoder: GraphSession,
  decoder: GraphSession,
): void {
  const names = new Set<string>([
    ...manifest.outputs.filter(({ kind }) => kind === "embedding").map(({ name }) => name),
    ...encoder.outputs.map(({ name }) => name),
    ...decoderExtras,
    prompts.coords,
    prompts.labels,
  ]);
  const unknown = decoder.inputs.find(({ name }) => !names.has(name));
  if (unknown)
    throw new PlainError(
      "model-tensors",
      say`The decoder wants “${unknown.name}”, which this app cannot give; it gives ${[...names].map((name) => `“${name}”`).join(", ")}. The model is not used.`,
    );
  for (const name of [prompts.coords, prompts.labels])
    if (!decoder.inputs.some((input) => input.name === name))
      throw new PlainError(
        "model-tensors",
        say`model.json names a tensor “${name}”; the decoder takes ${quoted(decoder.inputs)}. It is not used.`,
      );
}
