import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { SessionShape } from "./engine-makers.ts";

/** What a session says of one of its tensors (onnxruntime's `ValueMetadata`). */
export type TensorFacts =
  | { readonly name: string; readonly isTensor: false }
  | {
      readonly name: string;
      readonly isTensor: true;
      readonly type: string;
      readonly shape: readonly (number | string)[];
    };

/**
 * Whether a graph leaves the length of an axis open: a name, or −1, which the runtime hands on as a 32-bit number without a sign (PaddlePaddle's
 * exports: 4294967295).
 */
export const isFreeAxis = (size: number | string): boolean =>
  typeof size !== "number" || size < 0 || size >= 2 ** 31;

/** Holds a tensor of the graph to what the manifest says of it: name, type, shape; free dimensions fit anything. */
export function checkTensor(known: readonly TensorFacts[], name: string, dims: readonly number[]) {
  const named = known.map((entry) => `“${entry.name}”`).join(", ");
  const tensor = known.find((entry) => entry.name === name);
  if (!tensor)
    throw new PlainError(
      "model-tensors",
      say`model.json names a tensor “${name}”; the model has ${named}. It is not used.`,
    );
  if (!tensor.isTensor) return;
  const fits =
    tensor.shape.length === dims.length &&
    tensor.shape.every((size, at) => isFreeAxis(size) || size === dims[at]);
  if (tensor.type === "float32" && fits) return;
  throw new PlainError(
    "model-tensors",
    say`The tensor “${name}”: expected float32 of ${dims.join(" × ")}, found ${tensor.type} of ${tensor.shape.join(" × ")}. The model is not used.`,
  );
}

/** Holds a session to what its manifest says of input and output (assist 3.4). Throws a {@link PlainError}. */
export function checkTensors(
  session: {
    readonly inputMetadata: readonly TensorFacts[];
    readonly outputMetadata: readonly TensorFacts[];
  },
  shape: SessionShape,
): void {
  checkTensor(session.inputMetadata, shape.inputName, [1, shape.channels, shape.side, shape.side]);
  checkTensor(session.outputMetadata, shape.outputName, [1, 1, shape.side, shape.side]);
}
