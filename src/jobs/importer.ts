import type { FileHandle, ImportCalls } from "../domain/calls/import-calls.ts";
import { makeWorkerClient, type WorkerClient } from "./bridge.ts";

/** A cancelled import ends after the file at hand; one that hangs in it is ended from here. What is stored stays. */
const cancelGraceMs = 5000;

/** The import worker, seen from the page; it starts at the first call. */
export function makeImporter(): WorkerClient<ImportCalls> {
  return makeWorkerClient<ImportCalls>(
    () => new Worker(new URL("../workers/import/import.worker.ts", import.meta.url), { type: "module" }),
    { cancelGraceMs },
  );
}

/** A chosen file as a call takes it. */
export function fileHandle(file: File, path = file.webkitRelativePath || file.name): FileHandle {
  return { name: file.name, size: file.size, path, file };
}

/** Every file below a folder that the person opened (`showDirectoryPicker`), with its path inside it. */
export async function filesOfFolder(folder: FileSystemDirectoryHandle): Promise<readonly FileHandle[]> {
  const files: FileHandle[] = [];
  const walk = async (directory: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
    for await (const entry of directory.values()) {
      if (entry.kind === "directory") await walk(entry, `${prefix}${entry.name}/`);
      else files.push(fileHandle(await entry.getFile(), prefix + entry.name));
    }
  };
  await walk(folder, `${folder.name}/`);
  return files;
}
