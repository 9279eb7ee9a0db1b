import type { ReaderModule } from "./codec-assets.ts";

/** The image that an itk-wasm reader gives: sizes and samples as bytes. */
export interface ItkImage {
  readonly size: readonly number[];
  readonly components: number;
  readonly componentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** itk's readers print to the console, file content included: nothing of it may leave the worker. */
function silently<T>(run: () => T): T {
  const kept = { log: console.log, warn: console.warn, error: console.error };
  const mute = () => undefined;
  Object.assign(console, { log: mute, warn: mute, error: mute });
  try {
    return run();
  } finally {
    Object.assign(console, kept);
  }
}

/**
 * Reads `file` with an itk-wasm image reader whose second output is the image. Throws when the reader refuses or throws; the
 * module must then be thrown away, its state is unknown.
 */
export function readWithItk(module: ReaderModule, name: string, file: Uint8Array): ItkImage {
  return silently(() => {
    module.fs_writeFile(name, file);
    const stack = module.stackSave();
    try {
      const status = module.callMain([name, "0", "1", "--memory-io"]);
      if (status !== 0) throw new Error(`the reader ended with ${status}`);
      const ask = (what: string, part: number) =>
        module.ccall(what, "number", ["number", "number", "number"], [0, 1, part]) >>> 0;
      const image = JSON.parse(module.UTF8ToString(ask("itk_wasm_output_json_address", 0))) as {
        readonly imageType: { readonly componentType: string; readonly components: number };
        readonly size: readonly number[];
      };
      const address = ask("itk_wasm_output_array_address", 0);
      const length = ask("itk_wasm_output_array_size", 0);
      return {
        size: image.size,
        components: image.imageType.components,
        componentType: image.imageType.componentType,
        bytes: module.HEAPU8.slice(address, address + length),
      };
    } finally {
      module.stackRestore(stack);
      module.fs_unlink(name);
    }
  });
}
