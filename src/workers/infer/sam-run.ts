import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { isFreeAxis } from "./check-tensors.ts";
import { answered, type GraphHost, outputOf } from "./graph-host.ts";
import type { TensorValue } from "./graph-session.ts";

/** What an encoder said of an image, by name of the tensor. */
export type Embedding = Readonly<Record<string, TensorValue>>;

/** Points in tensor pixels, x and y in turn, and their signs. */
export interface PromptPoints {
  readonly coords: readonly number[];
  readonly labels: readonly number[];
}

/** The answer of a decoder: masks `[1, n, h, w]`, and how good it thinks each is. */
export interface DecodedPrompt {
  readonly masks: TensorValue;
  readonly quality: Float32Array | null;
  /** The raw masks that go back in as `mask_input`, where the decoder has such an output. */
  readonly low: TensorValue | null;
}

/** Side of the mask that Segment Anything's decoders take back in. */
const maskSide = 256;

/** Runs the encoder on a prepared image. */
export async function embed(host: GraphHost, input: TensorValue): Promise<Embedding> {
  const answer = await host.session("encoder").run({ [host.manifest.input.name]: input });
  for (const { kind, name } of host.manifest.outputs) if (kind === "embedding") answered(answer, name);
  return answer;
}

/** The side of the mask that a decoder takes back in: as its input says, else 256. */
export function maskInputSide(host: GraphHost): number {
  const tensor = host.session("decoder").inputs.find(({ name }) => name === "mask_input");
  const side = tensor?.isTensor ? tensor.shape.at(-1) : undefined;
  return side !== undefined && !isFreeAxis(side) && Number(side) > 0 ? Number(side) : maskSide;
}

/** Runs the decoder on an embedding and prompts; `size` is the image's height and width. */
export async function decodePrompt(
  host: GraphHost,
  embedding: Embedding,
  points: PromptPoints,
  previous: Float32Array<ArrayBuffer> | null,
  size: readonly [height: number, width: number],
): Promise<DecodedPrompt> {
  const { prompts } = host.manifest;
  if (!prompts) throw new PlainError("model-manifest", say`model.json: “prompts” is missing.`);
  const decoder = host.session("decoder");
  const side = maskInputSide(host);
  const count = points.labels.length;
  const all: Record<string, TensorValue> = {
    ...embedding,
    [prompts.coords]: { dims: [1, count, 2], data: Float32Array.from(points.coords) },
    [prompts.labels]: { dims: [1, count], data: Float32Array.from(points.labels) },
    mask_input: { dims: [1, 1, side, side], data: previous ?? new Float32Array(side * side) },
    has_mask_input: { dims: [1], data: Float32Array.of(previous ? 1 : 0) },
    orig_im_size: { dims: [2], data: Float32Array.from(size) },
  };
  const feeds: Record<string, TensorValue> = {};
  for (const { name } of decoder.inputs) {
    const value = all[name];
    if (value) feeds[name] = value;
  }
  const answer = await decoder.run(feeds);
  const mask = outputOf(host.manifest, "mask-logits");
  const quality = outputOf(host.manifest, "iou");
  return {
    masks: answered(answer, mask?.name ?? ""),
    quality: quality ? answered(answer, quality.name).data : null,
    low: answer.low_res_masks ?? null,
  };
}
