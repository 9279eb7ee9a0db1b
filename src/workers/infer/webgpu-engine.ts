import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";
import { type EngineMakers, engineMakers } from "./engine-makers.ts";

/** Makes sessions on the graphics card. Its engine (27 MB) is fetched at the first call only, and never ahead (assist 3.5). */
export function webgpuMakers(): EngineMakers {
  const absolute = (url: string) => new URL(url, self.location.href).href;
  ort.env.wasm.wasmPaths = { mjs: absolute(glueUrl), wasm: absolute(wasmUrl) };
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.logLevel = "error";
  return engineMakers(ort, ["webgpu"]);
}
