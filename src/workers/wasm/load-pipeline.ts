import { decompress } from "fzstd";
import { PipelineError } from "./pipeline-error.ts";
import type { LoadPipelineModule, PipelineModule } from "./pipeline-module.ts";

/**
 * Absolute URL of the folder `pipelines/` of the app, seen from a worker: built workers lie in `assets/` beside it, and the
 * app may be served from any path.
 */
export function pipelinesBaseUrl(): string {
  const base = import.meta.env.BASE_URL;
  const here = globalThis.location.href;
  return base.startsWith("/") ? new URL(`${base}pipelines/`, here).href : new URL("../pipelines/", here).href;
}

/** Loads `<baseUrl><name>.js` and `.wasm.zst`. Rejects with {@link PipelineError} `not-available` when they cannot be read. */
export function makePipelineLoader(baseUrl: string): LoadPipelineModule {
  return async (name) => {
    const response = await fetch(new URL(`${name}.wasm.zst`, baseUrl)).catch(() => null);
    if (!response?.ok) throw new PipelineError(name, "not-available", 0);
    const wasm = decompress(new Uint8Array(await response.arrayBuffer()));
    const url = new URL(`${name}.js`, baseUrl).href;
    const { default: make } = (await import(/* @vite-ignore */ url)) as {
      default: (options: { wasmBinary: ArrayBuffer }) => Promise<PipelineModule>;
    };
    return make({ wasmBinary: wasm.slice().buffer });
  };
}
