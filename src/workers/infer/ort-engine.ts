import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as ort from "onnxruntime-web/wasm";
import { type EngineMakers, engineMakers } from "./engine-makers.ts";
import { type ThreadFacts, threadCount } from "./thread-count.ts";

/** What the engine runs with. */
export interface EngineFacts {
  readonly engine: string;
  readonly engineVersion: string;
  readonly threads: number;
  readonly isolated: boolean;
}

/**
 * Sets onnxruntime up once per worker: absolute paths of our own files, and its threads (assist 3.5.2). Relative paths would make its thread
 * workers load this worker again and hang.
 */
export function setUpEngine(wish: Pick<ThreadFacts, "maxThreads" | "spare">): EngineFacts {
  const isolated = globalThis.crossOriginIsolated === true;
  const threads = threadCount({ ...wish, isolated, cores: navigator.hardwareConcurrency || 1 });
  const absolute = (url: string) => new URL(url, self.location.href).href;
  ort.env.wasm.wasmPaths = { mjs: absolute(glueUrl), wasm: absolute(wasmUrl) };
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
  ort.env.logLevel = "error";
  return { engine: "onnxruntime-web/wasm", engineVersion: ort.env.versions.web ?? "", threads, isolated };
}

/** Makes sessions on the processor. */
export const wasmMakers: EngineMakers = engineMakers(ort, ["wasm"]);
