import { expect, test } from "vitest";
import type { PipelineModule } from "../../../src/workers/wasm/pipeline-module.ts";
import { makeRunOwnPipeline } from "../../../src/workers/wasm/run-own-pipeline.ts";
import { loadPipelineNode } from "../../support/own-pipeline-node.ts";
import { element, part10, syntaxOf } from "../../support/wasm-bytes.ts";

const file = part10(syntaxOf.explicit, element("00080060", "CS", "CT"));

test("itk-wasm's own runPipeline runs our pipelines and gets the same answer", async () => {
  // Vitest resolves the package's browser build; this is the one for Node.
  const nodeBuild = new URL("../../../node_modules/itk-wasm/dist/index-node.js", import.meta.url).href;
  const { InterfaceTypes, runPipelineNode } = (await import(
    /* @vite-ignore */ nodeBuild
  )) as typeof import("itk-wasm");
  const path = new URL("../../../public/pipelines/dicom-inspect", import.meta.url).pathname;
  const outputs = [{ type: InterfaceTypes.JsonCompatible }];
  const inputs = [{ type: InterfaceTypes.BinaryStream, data: { data: file } }];
  const result = await runPipelineNode(path, ["0", "0", "--memory-io"], outputs, inputs);
  const run = makeRunOwnPipeline(loadPipelineNode);
  const own = await run("dicom-inspect", { inputs: [{ bytes: file }], outputCount: 1, reportIndex: 0 });
  expect(result.returnValue).toBe(0);
  expect(result.stdout).toBe("");
  expect(result.outputs[0]?.data).toEqual(own.report);
  expect(JSON.stringify(own.report)).toContain("00080060");
});

test("one module serves many calls, and a crashed one is replaced", async () => {
  const modules: PipelineModule[] = [];
  let crash = false;
  const run = makeRunOwnPipeline(async (name) => {
    const module = await loadPipelineNode(name);
    modules.push(module);
    const callMain = module.callMain.bind(module);
    module.callMain = (args) => {
      if (crash) throw new WebAssembly.RuntimeError("unreachable");
      return callMain(args);
    };
    return module;
  });
  const call = { inputs: [{ bytes: file }], outputCount: 1, reportIndex: 0 };
  for (let i = 0; i < 5; i++) await run("dicom-inspect", call);
  expect(modules.length).toBe(1);
  crash = true;
  await expect(run("dicom-inspect", call)).rejects.toMatchObject({ code: "crashed" });
  crash = false;
  await run("dicom-inspect", call);
  expect(modules.length).toBe(2);
});

test("a part of a larger buffer is read as that part alone", async () => {
  const wide = new Uint8Array(file.length + 20).fill(0x41);
  wide.set(file, 10);
  const run = makeRunOwnPipeline(loadPipelineNode);
  const { report } = await run("dicom-inspect", {
    inputs: [{ bytes: wide.subarray(10, 10 + file.length) }],
    outputCount: 1,
    reportIndex: 0,
  });
  expect(report).toMatchObject({ bytes: file.length, trailing: 0 });
});
