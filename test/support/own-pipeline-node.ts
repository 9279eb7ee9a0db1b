import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { decompress } from "fzstd";
import { makeOwnPipelines, type OwnPipelines } from "../../src/workers/wasm/own-pipelines.ts";
import type { LoadPipelineModule, PipelineModule } from "../../src/workers/wasm/pipeline-module.ts";

/** Loads our built pipelines from `public/pipelines` in Node. */
export const loadPipelineNode: LoadPipelineModule = async (name) => {
  const path = new URL(`../../public/pipelines/${name}`, import.meta.url).pathname;
  const wasm = decompress(new Uint8Array(await readFile(`${path}.wasm.zst`)));
  const url = pathToFileURL(`${path}.js`).href;
  const { default: make } = (await import(/* @vite-ignore */ url)) as {
    default: (options: { wasmBinary: ArrayBuffer }) => Promise<PipelineModule>;
  };
  return make({ wasmBinary: wasm.slice().buffer });
};

/** Our pipelines as the workers have them, for unit tests. */
export function makeOwnPipelinesNode(): OwnPipelines {
  return makeOwnPipelines(loadPipelineNode);
}
