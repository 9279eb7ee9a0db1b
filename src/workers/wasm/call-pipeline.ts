import type { PipelineModule } from "./pipeline-module.ts";

/** An input: bytes (BinaryStream) or a value that becomes JSON text (JsonCompatible). */
export type PipelineInput = { readonly bytes: Uint8Array } | { readonly json: unknown };

/** Runs `main` once over itk-wasm's memory interface and returns copies of the outputs; frees what the module held. */
export function callPipeline(
  module: PipelineModule,
  inputs: readonly PipelineInput[],
  outputCount: number,
): readonly Uint8Array<ArrayBuffer>[] {
  try {
    for (const [index, input] of inputs.entries()) giveInput(module, index, input);
    const stack = module.stackSave();
    const indices = [...inputs.keys(), ...Array(outputCount).keys()].map(String);
    const status = module.callMain([...indices, "--memory-io"]);
    module.stackRestore(stack);
    if (status !== 0) throw new Error(`pipeline ended with ${status}`);
    return Array.from({ length: outputCount }, (_, index) => takeOutput(module, index));
  } finally {
    module.ccall("itk_wasm_free_all", null, [], []);
  }
}

function giveInput(module: PipelineModule, index: number, input: PipelineInput): void {
  const bytes = "bytes" in input ? input.bytes : new TextEncoder().encode(JSON.stringify(input.json));
  const pointer =
    module.ccall(
      "itk_wasm_input_array_alloc",
      "number",
      ["number", "number", "number", "number"],
      [0, index, 0, bytes.byteLength],
    ) >>> 0;
  if (pointer === 0) throw new RangeError("no memory for the input");
  module.HEAPU8.set(bytes, pointer);
  const note = JSON.stringify({
    size: bytes.byteLength,
    data: `data:application/vnd.itk.address,0:${pointer}`,
  });
  const length = module.lengthBytesUTF8(note) + 1;
  const notePointer =
    module.ccall(
      "itk_wasm_input_json_alloc",
      "number",
      ["number", "number", "number"],
      [0, index, length],
    ) >>> 0;
  module.stringToUTF8(note, notePointer, length);
}

function takeOutput(module: PipelineModule, index: number): Uint8Array<ArrayBuffer> {
  const ask = (name: string) =>
    module.ccall(name, "number", ["number", "number", "number"], [0, index, 0]) >>> 0;
  const address = ask("itk_wasm_output_array_address");
  const size = ask("itk_wasm_output_array_size");
  // `slice` copies out of the module's heap, so the result is never shared and survives the next call.
  return module.HEAPU8.slice(address, address + size);
}
