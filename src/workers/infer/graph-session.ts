import type * as Ort from "onnxruntime-web/wasm";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { TensorFacts } from "./check-tensors.ts";

/** Numbers of a tensor, whatever their type in the graph. */
export interface TensorValue {
  readonly dims: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** A graph that is ready to run; calls must not overlap. */
export interface GraphSession {
  readonly inputs: readonly TensorFacts[];
  readonly outputs: readonly TensorFacts[];
  run(feeds: Readonly<Record<string, TensorValue>>): Promise<Readonly<Record<string, TensorValue>>>;
  release(): Promise<void>;
}

/** A file of weights beside a graph, under the name that the graph calls it by. */
export interface ExternalWeights {
  readonly path: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Makes a session of the bytes of an `.onnx` file. Rejects when the graph cannot be read. */
export type MakeGraph = (
  bytes: Uint8Array<ArrayBuffer>,
  external: readonly ExternalWeights[],
) => Promise<GraphSession>;

type Runtime = Pick<typeof Ort, "Tensor">;

function tensorOf(ort: Runtime, type: string, { dims, data }: TensorValue): Ort.Tensor {
  switch (type) {
    case "float32":
      return new ort.Tensor("float32", data, dims);
    case "int32":
      return new ort.Tensor("int32", Int32Array.from(data), dims);
    case "int64":
      return new ort.Tensor(
        "int64",
        BigInt64Array.from(data, (value) => BigInt(Math.round(value))),
        dims,
      );
    default:
      throw new PlainError(
        "model-tensors",
        say`The model takes numbers of type ${type}, which this app cannot give.`,
      );
  }
}

function numbersOf(data: Ort.Tensor.DataType): Float32Array<ArrayBuffer> {
  if (data instanceof Float32Array) return Float32Array.from(data);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float32Array.from(data, Number);
  if (data instanceof Int32Array || data instanceof Uint8Array || data instanceof Float64Array)
    return Float32Array.from(data);
  throw new PlainError(
    "model-tensors",
    say`The model answers with numbers of a type that this app cannot read.`,
  );
}

/**
 * The values as they are; a plain error where one is no number. Of what a network makes of NaN nothing is a finding, and in a mask or a score it
 * would pass in silence: no comparison with it is true.
 */
export function withNumbers<Values extends Float32Array>(values: Values): Values {
  if (!values.some(Number.isNaN)) return values;
  throw new PlainError(
    "model-nan",
    say`The model answered with what is no number (NaN). Nothing of this answer is used.`,
  );
}

/** A session of onnxruntime behind {@link GraphSession}; the same code in the app and in Node's tests. */
export function graphSession(ort: Runtime, session: Ort.InferenceSession): GraphSession {
  const inputs = session.inputMetadata;
  const typeOf = (name: string) => {
    const found = inputs.find((input) => input.name === name);
    return found?.isTensor ? found.type : "float32";
  };
  return {
    inputs,
    outputs: session.outputMetadata,
    async run(feeds) {
      const given: Record<string, Ort.Tensor> = {};
      for (const [name, value] of Object.entries(feeds)) given[name] = tensorOf(ort, typeOf(name), value);
      const answer = await session.run(given);
      const out: Record<string, TensorValue> = {};
      for (const [name, tensor] of Object.entries(answer))
        out[name] = { dims: tensor.dims, data: withNumbers(numbersOf(tensor.data)) };
      return out;
    },
    release: () => session.release(),
  };
}
