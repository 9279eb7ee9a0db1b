import type { FileHandle } from "../../domain/calls/import-calls.ts";

/** A file that a worker gave, as the import takes it. */
export function asHandle({ file }: { readonly file: unknown }): FileHandle {
  if (!(file instanceof File)) throw new TypeError("Expected a file.");
  return { name: file.name, size: file.size, path: file.name, file };
}
