/** Protobuf wire bytes of one field: varint (0) or length-delimited (2). */
function field(number: number, value: number | Uint8Array | string): number[] {
  if (typeof value === "number") return [...varint(number << 3), ...varint(value)];
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...out, rest];
    out.push((rest & 127) | 128);
  }
}

const message = (...fields: number[][]): Uint8Array => Uint8Array.from(fields.flat());
const float32 = 1;

function tensor(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return message(...dims.map((dim) => field(1, dim)), field(2, float32), field(8, name), field(9, raw));
}

function valueInfo(name: string, dims: readonly number[]): Uint8Array {
  const shape = message(...dims.map((dim) => field(1, message(field(1, dim)))));
  const type = message(field(1, message(field(1, float32), field(2, shape))));
  return message(field(1, name), field(2, type));
}

/** Weights of the tiny model, one a channel, and its bias: bright pixels near 1 are foreground. */
export const tinyWeights = { image: 12, positive: 20, negative: -20, box: 2, previous: 4, bias: -8 };

/**
 * A smallest ONNX graph of contract `prompt2d/1`: one 1 × 1 convolution `input` [1,5,side,side] → `logits` [1,1,side,side].
 * Written byte by byte from the ONNX protobuf schema (opset 13), so that tests need no exporter.
 */
export function tinyModel(
  side: number,
  { bias, opset: version }: { readonly bias: number; readonly opset: number } = {
    bias: tinyWeights.bias,
    opset: 13,
  },
): Uint8Array<ArrayBuffer> {
  const { image, positive, negative, box, previous } = tinyWeights;
  const node = message(field(1, "input"), field(1, "w"), field(1, "b"), field(2, "logits"), field(4, "Conv"));
  const graph = message(
    field(1, node),
    field(2, "tiny"),
    field(5, tensor("w", [1, 5, 1, 1], [image, positive, negative, box, previous])),
    field(5, tensor("b", [1], [bias])),
    field(11, valueInfo("input", [1, 5, side, side])),
    field(12, valueInfo("logits", [1, 1, side, side])),
  );
  const opset = message(field(1, ""), field(2, version));
  return Uint8Array.from(message(field(1, 8), field(7, graph), field(8, opset)));
}
