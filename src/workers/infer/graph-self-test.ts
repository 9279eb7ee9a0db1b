import { inputShape } from "../../domain/models/graph-manifest.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { answered, type GraphHost } from "./graph-host.ts";
import type { TensorValue } from "./graph-session.ts";
import type { ReadPart } from "./model-package.ts";
import { decodePrompt, embed } from "./sam-run.ts";

/** One whole run, as the self-test compares it: the first output of one graph, the masks of a pair asked by one click in the middle. */
export async function runOnce(host: GraphHost, input: TensorValue): Promise<TensorValue> {
  const { manifest } = host;
  if (!manifest.prompts) {
    const answer = await host.session("model").run({ [manifest.input.name]: input });
    return answered(answer, manifest.outputs[0]?.name ?? "");
  }
  const [, height, width] = manifest.input.size;
  const embedding = await embed(host, input);
  const point = { coords: [width / 2, height / 2], labels: [1] };
  return (await decodePrompt(host, embedding, point, null, [height, width])).masks;
}

/** Runs the stored input and compares with the stored output (assist 3.4). Rejects with code `model-self-test`; nothing without one. */
export async function graphSelfTest(read: ReadPart, host: GraphHost): Promise<void> {
  const { selfTest, input } = host.manifest;
  if (!selfTest) return;
  const floats = async (path: string) => {
    const bytes = await read(path);
    return new Float32Array(bytes.slice().buffer, 0, Math.floor(bytes.length / 4));
  };
  const [given, expected] = [await floats(selfTest.input), await floats(selfTest.output)];
  const dims = inputShape(input);
  const count = dims.reduce((product, side) => product * side, 1);
  if (given.length !== count)
    throw new PlainError(
      "model-self-test",
      say`The self-test's input has the wrong size: expected ${count} numbers, found ${given.length}.`,
    );
  const found = await runOnce(host, { dims, data: given }).catch((reason: unknown) => {
    if (reason instanceof PlainError) throw reason;
    throw new PlainError("model-run", say`The model stopped with an error on its self-test. It is not used.`);
  });
  if (found.data.length !== expected.length)
    throw new PlainError(
      "model-self-test",
      say`The self-test's output has the wrong size: expected ${found.data.length} numbers as the model gives, found ${expected.length}.`,
    );
  let worst = 0;
  found.data.forEach((value, at) => {
    const off = Math.abs(value - (expected[at] ?? 0));
    if (!(off <= worst)) worst = off;
  });
  if (!(worst <= selfTest.atol))
    throw new PlainError(
      "model-self-test",
      say`The model gives other numbers on this device than it should: expected within ${selfTest.atol}, found ${worst.toPrecision(3)} off. It is not used.`,
    );
}
