import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkTensors } from "../../../src/workers/infer/check-tensors.ts";
import type { makeSession } from "../../../src/workers/infer/ort-engine.ts";

const folder = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));

/** The same release of onnxruntime's wasm as the app's, started in Node. */
export async function nodeSessions(threads = 1): Promise<typeof makeSession> {
  const ort: typeof import("onnxruntime-web/wasm") = await import(
    /* @vite-ignore */ pathToFileURL(join(folder, "ort.node.min.mjs")).href
  );
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "fatal";
  return async (bytes, shape) => {
    const session = await ort.InferenceSession.create(bytes, {
      executionProviders: ["wasm"],
      logSeverityLevel: 4,
    });
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
