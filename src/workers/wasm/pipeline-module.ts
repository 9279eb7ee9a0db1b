/** What we use of a module in itk-wasm's pipeline interface (spec/wasm.md section 4). */
export interface PipelineModule {
  /** A new view whenever the heap has grown: read it at each use. */
  readonly HEAPU8: Uint8Array;
  callMain(args: string[]): number;
  ccall(name: string, returns: "number" | null, types: readonly "number"[], args: readonly number[]): number;
  stackSave(): number;
  stackRestore(pointer: number): void;
  stringToUTF8(text: string, pointer: number, maxBytes: number): void;
  lengthBytesUTF8(text: string): number;
}

/** Makes a fresh module of the pipeline `name`. */
export type LoadPipelineModule = (name: string) => Promise<PipelineModule>;
