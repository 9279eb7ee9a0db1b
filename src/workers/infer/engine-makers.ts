import type * as Ort from "onnxruntime-web/wasm";
import { checkTensors } from "./check-tensors.ts";
import { graphSession, type MakeGraph, withNumbers } from "./graph-session.ts";

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

/** Creates a session from the bytes of an `.onnx` file. Rejects when the graph cannot be read. */
export type MakeSession = (bytes: Uint8Array<ArrayBuffer>, shape: SessionShape) => Promise<EngineSession>;

/** What makes sessions: the app's engine on the processor or the graphics card, or Node's in tests. */
export interface EngineMakers {
  readonly planes: MakeSession;
  /** A graph of any inputs and outputs, with its external weights. */
  readonly graph: MakeGraph;
}

/** The makers of one build of onnxruntime. */
export function engineMakers(
  ort: Pick<typeof Ort, "InferenceSession" | "Tensor">,
  executionProviders: readonly string[],
): EngineMakers {
  const options: Ort.InferenceSession.SessionOptions = {
    executionProviders,
    enableCpuMemArena: false,
    enableMemPattern: false,
    graphOptimizationLevel: "all",
  };
  return {
    async graph(bytes, external) {
      const session = await ort.InferenceSession.create(bytes, {
        ...options,
        externalData: external.map(({ path, data }) => ({ path, data })),
      });
      return graphSession(ort, session);
    },
    async planes(bytes, shape) {
      const session = await ort.InferenceSession.create(bytes, options);
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
          return {
            logits: withNumbers(new Float32Array(data)),
            quality: typeof quality === "number" && Number.isFinite(quality) ? quality : null,
          };
        },
        release: () => session.release(),
      };
    },
  };
}
