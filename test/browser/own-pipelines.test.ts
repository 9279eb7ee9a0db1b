import { expect, test } from "vitest";
import { makePipelineLoader } from "../../src/workers/wasm/load-pipeline.ts";
import { makeOwnPipelines } from "../../src/workers/wasm/own-pipelines.ts";
import { element, part10, syntaxOf } from "../support/wasm-bytes.ts";

test("our pipelines load over HTTP, without a nested worker, and answer", async () => {
  const pipelines = makeOwnPipelines(makePipelineLoader(new URL("/pipelines/", location.href).href));
  const file = part10(syntaxOf.explicit, element("00080060", "CS", "CT"));
  const index = await pipelines.inspectDicom(file);
  expect(index.elements.map(({ path }) => path)).toContain("00080060");
  await expect(pipelines.inspectTiff(file)).rejects.toMatchObject({ code: "not-tiff" });
});

test("a folder without pipelines is told as such", async () => {
  const pipelines = makeOwnPipelines(makePipelineLoader(new URL("/no-such-folder/", location.href).href));
  await expect(pipelines.inspectDicom(new Uint8Array(10))).rejects.toMatchObject({ name: "PipelineError" });
});
