import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkTensors } from "../../../src/workers/infer/check-tensors.ts";
import type { MakeSession } from "../../../src/workers/infer/engine-makers.ts";
import { graphSession, type MakeGraph } from "../../../src/workers/infer/graph-session.ts";

const folder = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
const options = { executionProviders: ["wasm"], logSeverityLevel: 4 } as const;

async function runtime(threads: number) {
  const ort: typeof import("onnxruntime-web/wasm") = await import(
    /* @vite-ignore */ pathToFileURL(join(folder, "ort.node.min.mjs")).href
  );
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "fatal";
  return ort;
}

/** The same release of onnxruntime's wasm as the app's, started in Node. */
export async function nodeSessions(threads = 1): Promise<MakeSession> {
  const ort = await runtime(threads);
  return async (bytes, shape) => {
    const session = await ort.InferenceSession.create(bytes, options);
    checkTensors(session, shape);
    const dims = [1, shape.channels, shape.side, shape.side];
    return {
      run: async (values) => {
        const outputs = await session.run({ [shape.inputName]: new ort.Tensor("float32", values, dims) });
        return { logits: Float32Array.from(outputs[shape.outputName]?.data as Float32Array), quality: null };
      },
      release: () => session.release(),
    };
  };
}

/** Graphs of any inputs and outputs on the same engine. */
export async function nodeGraphs(threads = 1): Promise<MakeGraph> {
  const ort = await runtime(threads);
  return async (bytes, external) =>
    graphSession(
      ort,
      await ort.InferenceSession.create(bytes, {
        ...options,
        externalData: external.map(({ path, data }) => ({ path, data })),
      }),
    );
}

/** Both makers, as a trial wants them. */
export async function nodeMakers() {
  return { planes: await nodeSessions(), graph: await nodeGraphs() };
}
