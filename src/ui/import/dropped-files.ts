import type { FileHandle } from "../../domain/calls/import-calls.ts";

const handle = (file: File, path: string): FileHandle => ({ name: file.name, size: file.size, path, file });

/**
 * Files whose size is read in one task of the page. Chromium asks its browser process for the size of each chosen file and
 * blocks the page until that has answered: about half a millisecond each on a local disk, more on a network drive.
 */
const sizesPerTask = 16;

/** Ends this task of the page and goes on in another; a timer would be held back by 4 ms each time. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The files with their sizes and, where a folder was chosen, their paths; the page goes on answering meanwhile. */
export async function pickedFiles(
  files: readonly File[],
  signal?: AbortSignal,
): Promise<readonly FileHandle[]> {
  const handles: FileHandle[] = [];
  for (const [index, file] of files.entries()) {
    if (index % sizesPerTask === 0) await nextTask();
    signal?.throwIfAborted();
    handles.push(handle(file, file.webkitRelativePath || file.name));
  }
  return handles;
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
  if (entries.every((entry) => entry === null)) return pickedFiles(loose);
  const files: FileHandle[] = [];
  for (const entry of entries) if (entry) await readEntry(entry, files);
  return files;
}
