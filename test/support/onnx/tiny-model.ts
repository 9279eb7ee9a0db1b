import { model, node, tensor, valueInfo } from "./onnx-writer.ts";

/** Weights of the tiny model, one a channel, and its bias: bright pixels near 1 are foreground. */
export const tinyWeights = { image: 12, positive: 20, negative: -20, box: 2, previous: 4, bias: -8 };

/**
 * A smallest ONNX graph of contract `prompt2d/1`: one 1 × 1 convolution `input` [1,5,side,side] → `logits` [1,1,side,side].
 * Written byte by byte from the ONNX protobuf schema (opset 13), so that tests need no exporter.
 */
export function tinyModel(
  side: number,
  { bias, opset }: { readonly bias: number; readonly opset: number } = { bias: tinyWeights.bias, opset: 13 },
): Uint8Array<ArrayBuffer> {
  const { image, positive, negative, box, previous } = tinyWeights;
  return model(
    {
      nodes: [node("Conv", ["input", "w", "b"], ["logits"])],
      weights: [
        tensor("w", [1, 5, 1, 1], [image, positive, negative, box, previous]),
        tensor("b", [1], [bias]),
      ],
      inputs: [valueInfo("input", [1, 5, side, side])],
      outputs: [valueInfo("logits", [1, 1, side, side])],
    },
    opset,
  );
}
