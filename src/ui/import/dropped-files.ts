import type { FileHandle } from "../../domain/calls/import-calls.ts";

const handle = (file: File, path: string): FileHandle => ({ name: file.name, size: file.size, path, file });

/** The files of a picker, with their paths where a folder was chosen. */
export function pickedFiles(list: FileList): readonly FileHandle[] {
  return [...list].map((file) => handle(file, file.webkitRelativePath || file.name));
}

async function readEntry(entry: FileSystemEntry, into: FileHandle[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push(handle(file, entry.fullPath.replace(/^\//, "")));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out a part of a folder at a time; an empty part is the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return;
    for (const child of part) await readEntry(child, into);
  }
}

/** The files of a drop, folders opened to any depth. Call it inside the event: the list is gone afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly FileHandle[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const loose = [...transfer.files];
  if (entries.every((entry) => entry === null)) return loose.map((file) => handle(file, file.name));
  const files: FileHandle[] = [];
  for (const entry of entries) if (entry) await readEntry(entry, files);
  return files;
}
