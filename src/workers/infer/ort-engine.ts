import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as ort from "onnxruntime-web/wasm";
import { checkTensors } from "./check-tensors.ts";
import { type GraphSession, graphSession, type MakeGraph } from "./graph-session.ts";

/** What the engine runs with. */
export interface EngineFacts {
  readonly engine: string;
  readonly engineVersion: string;
  readonly threads: number;
  readonly isolated: boolean;
}

/**
 * Sets onnxruntime up once per worker: absolute paths of our own files, as many threads as isolation allows, at most
 * `maxThreads` (assist 3.5.2). Relative paths would make its thread workers load this worker again and hang.
 */
export function setUpEngine(maxThreads: number): EngineFacts {
  const isolated = globalThis.crossOriginIsolated === true;
  const threads = isolated ? Math.max(1, Math.min(navigator.hardwareConcurrency || 1, maxThreads, 4)) : 1;
  const absolute = (url: string) => new URL(url, self.location.href).href;
  ort.env.wasm.wasmPaths = { mjs: absolute(glueUrl), wasm: absolute(wasmUrl) };
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
  ort.env.logLevel = "error";
  return { engine: "onnxruntime-web/wasm", engineVersion: ort.env.versions.web ?? "", threads, isolated };
}

/** A model that is ready to run; calls must not overlap. */
export interface EngineSession {
  /** Runs one input of shape `[1, channels, side, side]`; `quality` is null where the graph has none. */
  run(
    values: Float32Array<ArrayBuffer>,
  ): Promise<{ logits: Float32Array<ArrayBuffer>; quality: number | null }>;
  release(): Promise<void>;
}

/** Names and shape that the manifest promises. */
export interface SessionShape {
  readonly inputName: string;
  readonly outputName: string;
  readonly qualityName: string | null;
  readonly channels: number;
  readonly side: number;
}

const sessionOptions = {
  executionProviders: ["wasm"],
  enableCpuMemArena: false,
  enableMemPattern: false,
  graphOptimizationLevel: "all",
} as const;

/** A graph of any inputs and outputs, with its external weights. */
export const makeGraph: MakeGraph = async (bytes, external): Promise<GraphSession> => {
  const session = await ort.InferenceSession.create(bytes, {
    ...sessionOptions,
    externalData: external.map(({ path, data }) => ({ path, data })),
  });
  return graphSession(ort, session);
};

/** Creates a session from the bytes of an `.onnx` file. Rejects when the graph cannot be read. */
export async function makeSession(
  bytes: Uint8Array<ArrayBuffer>,
  shape: SessionShape,
): Promise<EngineSession> {
  const session = await ort.InferenceSession.create(bytes, sessionOptions);
  const dims = [1, shape.channels, shape.side, shape.side];
  try {
    checkTensors(session, shape);
  } catch (reason) {
    await session.release();
    throw reason;
  }
  return {
    async run(values) {
      const input = new ort.Tensor("float32", values, dims);
      const outputs = await session.run({ [shape.inputName]: input });
      const data = outputs[shape.outputName]?.data;
      if (!(data instanceof Float32Array) || data.length !== shape.side ** 2)
        throw new RangeError(`model output ${shape.outputName}`);
      const quality = shape.qualityName ? outputs[shape.qualityName]?.data[0] : undefined;
      return { logits: new Float32Array(data), quality: typeof quality === "number" ? quality : null };
    },
    release: () => session.release(),
  };
}
