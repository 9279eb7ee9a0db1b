/** Parts of a file for a pipeline: `bytes` holds them one behind the other, `table` says where they lie (`wasm/core/sparse_file.h`). */
export interface SparseImage {
  readonly bytes: Uint8Array;
  readonly table: Uint8Array;
}
