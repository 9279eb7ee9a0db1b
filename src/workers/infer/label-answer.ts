import { sigmoid } from "../../domain/assist/settle-mask.ts";
import type { AssistPlane, AssistResult } from "../../domain/calls/assist-calls.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { answered, type GraphHost, outputOf } from "./graph-host.ts";
import { graphResult, noMask } from "./graph-result.ts";
import { imageTensor } from "./image-tensor.ts";

function softmax(logits: Float32Array): Float32Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Binary entropy in bits of how sure an answer is: the doubt that orders answers (assist 3.9). */
function doubtOf(p: number): number {
  if (p <= 0 || p >= 1) return 0;
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}

/** What a classifier says of a plane: its best label, as an answer without geometry (assist 3.4); nothing below the threshold of a sigmoid. */
export async function labelAnswer(
  host: GraphHost,
  planeAt: (offset: number) => AssistPlane,
): Promise<AssistResult[]> {
  const started = performance.now();
  const { manifest } = host;
  const plane = planeAt(0);
  const answer = await host
    .session("model")
    .run({ [manifest.input.name]: imageTensor(planeAt, manifest.input).tensor });
  const output = outputOf(manifest, "class-logits");
  const { data } = answered(answer, output?.name ?? "");
  const likely =
    output?.activation === "softmax"
      ? softmax(data)
      : output?.activation === "sigmoid"
        ? data.map(sigmoid)
        : data;
  const highest = Math.max(...manifest.labels.map(({ index }) => index));
  if (highest >= likely.length)
    throw new PlainError(
      "model-labels",
      say`model.json names a label with index ${highest}; “${output?.name ?? ""}” has ${likely.length} classes, from 0.`,
    );
  const label = manifest.labels.toSorted((a, b) => (likely[b.index] ?? 0) - (likely[a.index] ?? 0))[0];
  const confidence = label ? Math.min(1, Math.max(0, likely[label.index] ?? 0)) : 0;
  if (!label || (output?.activation === "sigmoid" && confidence < output.threshold)) return [];
  return [
    graphResult(host, started, {
      mask: noMask(plane.columns, plane.rows),
      confidence,
      entropyBand: doubtOf(confidence),
      label,
      isAnswer: true,
    }),
  ];
}
