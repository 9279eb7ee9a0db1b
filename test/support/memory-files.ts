/** What goes wrong with a file system of memory. */
export interface FileFaults {
  /** Bytes that all files may have together; what a write takes above it is not written. */
  capacity?: number;
  /** Told before each write; may throw. */
  onWrite?: () => void;
  /** No handle is given for writing. */
  noHandles?: boolean;
  /** No folder is given at all, as in some private windows. */
  closed?: boolean;
  /** Handles for reading are given beside others. */
  readers?: boolean;
  /** Files cannot be deleted. */
  stuck?: boolean;
}

const notFound = () => new DOMException("gone", "NotFoundError");

/** As much of a browser's private file system as images need, in memory; put it under `navigator` by `vi.stubGlobal`. */
export function makeMemoryFiles(faults: FileFaults = {}) {
  const folders = new Map<string, Map<string, Uint8Array<ArrayBuffer>>>();
  const used = () =>
    [...folders.values()]
      .flatMap((files) => [...files.values()])
      .reduce((sum, { length }) => sum + length, 0);
  const reads = { count: 0 };
  const writing = new Set<Map<string, unknown>>();
  const fileHandle = (files: Map<string, Uint8Array<ArrayBuffer>>, name: string) => ({
    getFile: async () => {
      const bytes = files.get(name);
      if (!bytes) throw notFound();
      return new File([bytes], name);
    },
    createSyncAccessHandle: async ({ mode = "readwrite" } = {}) => {
      if (faults.noHandles) throw new DOMException("taken", "NoModificationAllowedError");
      if (faults.readers && mode === "read-only") {
        const bytes = files.get(name) ?? new Uint8Array();
        let open = true;
        return {
          mode,
          read: (into: Uint8Array, { at }: { at: number }) => {
            if (!open) throw new DOMException("closed", "InvalidStateError");
            reads.count++;
            const found = bytes.subarray(at, at + into.length);
            into.set(found);
            return found.length;
          },
          close: () => {
            open = false;
          },
        };
      }
      writing.add(files);
      return {
        write: (buffer: ArrayBuffer, { at }: { at: number }) => {
          faults.onWrite?.();
          const before = files.get(name) ?? new Uint8Array();
          const room = (faults.capacity ?? Number.POSITIVE_INFINITY) - used() + before.length - at;
          const taken = new Uint8Array(buffer).subarray(0, Math.max(0, room));
          const after = new Uint8Array(Math.max(before.length, at + taken.length));
          after.set(before);
          after.set(taken, at);
          files.set(name, after);
          return taken.length;
        },
        flush: () => undefined,
        close: () => writing.delete(files),
      };
    },
  });
  const folderHandle = (files: Map<string, Uint8Array<ArrayBuffer>>) => ({
    getFileHandle: async (name: string, { create = false } = {}) => {
      if (!files.has(name) && !create) throw notFound();
      if (!files.has(name)) files.set(name, new Uint8Array());
      return fileHandle(files, name);
    },
    removeEntry: async (name: string) => {
      if (!files.has(name)) throw notFound();
      if (faults.stuck || writing.has(files)) throw new DOMException("busy", "NoModificationAllowedError");
      files.delete(name);
    },
    keys: async function* () {
      yield* files.keys();
    },
  });
  const root = {
    getDirectoryHandle: async (name: string, { create = false } = {}) => {
      const files = folders.get(name) ?? (create ? new Map<string, Uint8Array<ArrayBuffer>>() : null);
      if (!files) throw notFound();
      folders.set(name, files);
      return folderHandle(files);
    },
  };
  return {
    faults,
    /** Reads by handles for reading so far. */
    reads,
    /** The files of a folder by their names. */
    of: (folder: string): ReadonlyMap<string, Uint8Array<ArrayBuffer>> => folders.get(folder) ?? new Map(),
    plant: async (folder: string, name: string, bytes: Uint8Array<ArrayBuffer>) => {
      await (await root.getDirectoryHandle(folder, { create: true })).getFileHandle(name, { create: true });
      folders.get(folder)?.set(name, bytes);
    },
    navigator: {
      storage: {
        getDirectory: async () => {
          if (faults.closed) throw new DOMException("private", "SecurityError");
          return root;
        },
      },
    },
  };
}
