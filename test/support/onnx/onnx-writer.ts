/** Protobuf wire bytes of one field: varint (0) or length-delimited (2). */
export function field(number: number, value: number | Uint8Array | string): number[] {
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

/** A protobuf message of its fields. */
export const message = (...fields: number[][]): Uint8Array => Uint8Array.from(fields.flat());
const float32 = 1;
const int64 = 7;

/** A float32 TensorProto with its values inside. */
export function tensor(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return message(...dims.map((dim) => field(1, dim)), field(2, float32), field(8, name), field(9, raw));
}

/** An int64 TensorProto: shapes and axes. */
export function integers(name: string, values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return message(field(1, values.length), field(2, int64), field(8, name), field(9, raw));
}

/** A float32 TensorProto whose values lie in another file (onnx.proto: external_data 13, data_location 14). */
export function externalTensor(
  name: string,
  dims: readonly number[],
  path: string,
  bytes: number,
): Uint8Array {
  const entry = (key: string, value: string) => field(13, message(field(1, key), field(2, value)));
  const place = [...entry("location", path), ...entry("offset", "0"), ...entry("length", String(bytes))];
  return message(...dims.map((dim) => field(1, dim)), field(2, float32), field(8, name), place, field(14, 1));
}

/** Name, type (float32) and shape of a graph's input or output; a name instead of a length is a free axis. */
export function valueInfo(name: string, dims: readonly (number | string)[]): Uint8Array {
  const axes = dims.map((dim) => field(1, message(typeof dim === "number" ? field(1, dim) : field(2, dim))));
  const type = message(field(1, message(field(1, float32), field(2, message(...axes)))));
  return message(field(1, name), field(2, type));
}

/** A node: operator, inputs, outputs and integer attributes. */
export function node(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  const attribute = (name: string, value: number | readonly number[]) =>
    typeof value === "number"
      ? message(field(1, name), field(3, value), field(20, 2))
      : message(field(1, name), ...value.map((each) => field(8, each)), field(20, 7));
  return message(
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, op),
    ...Object.entries(attributes).map(([name, value]) => field(5, attribute(name, value))),
  );
}

/** A whole model (onnx.proto, IR version 8). */
export function model(
  parts: {
    readonly nodes: readonly Uint8Array[];
    readonly weights: readonly Uint8Array[];
    readonly inputs: readonly Uint8Array[];
    readonly outputs: readonly Uint8Array[];
  },
  opset = 13,
): Uint8Array<ArrayBuffer> {
  const graph = message(
    ...parts.nodes.map((each) => field(1, each)),
    field(2, "tiny"),
    ...parts.weights.map((each) => field(5, each)),
    ...parts.inputs.map((each) => field(11, each)),
    ...parts.outputs.map((each) => field(12, each)),
  );
  const imported = message(field(1, ""), field(2, opset));
  return Uint8Array.from(message(field(1, 8), field(7, graph), field(8, imported)));
}
