import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { decompress } from "fzstd";
import { makeOwnPipelines, type OwnPipelines } from "../../src/workers/wasm/own-pipelines.ts";
import type { LoadPipelineModule, PipelineModule } from "../../src/workers/wasm/pipeline-module.ts";
import { type CompiledCode, compiledOnce } from "./compiled-once.ts";

/** Loads our built pipelines from `public/pipelines` in Node. */
export const loadPipelineNode: LoadPipelineModule = async (name) => {
  const path = new URL(`../../public/pipelines/${name}`, import.meta.url).pathname;
  const url = pathToFileURL(`${path}.js`).href;
  const { default: make } = (await import(/* @vite-ignore */ url)) as {
    default: (code: CompiledCode) => Promise<PipelineModule>;
  };
  return make(
    await compiledOnce(`${path}.wasm.zst`, async (file) =>
      decompress(new Uint8Array(await readFile(file))).slice(),
    ),
  );
};

/** Our pipelines as the workers have them, for unit tests. */
export function makeOwnPipelinesNode(): OwnPipelines {
  return makeOwnPipelines(loadPipelineNode);
}
