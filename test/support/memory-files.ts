/** What goes wrong with a file system of memory. */
export interface FileFaults {
  /** Bytes that all files may have together; what a write takes above it is not written. */
  capacity?: number;
  /** Told before each write; may throw. */
  onWrite?: () => void;
  /** Told before each wait for the disk; may throw. */
  onFlush?: () => void;
  /** Told before a file is cut; may throw. */
  onTruncate?: () => void;
  /** Told before each operation, whatever it is. */
  onOperation?: () => void;
  /** The tab is killed: what waits for an operation waits for ever, what does not gets an error. */
  dead?: boolean;
  /** No handle is given for writing. */
  noHandles?: boolean;
  /** No folder is given at all, as in some private windows. */
  closed?: boolean;
  /** Files cannot be deleted. */
  stuck?: boolean;
  /** A handle keeps everyone else out, as everywhere before Chromium 121. */
  alone?: boolean;
}

const busy = () => new DOMException("busy", "NoModificationAllowedError");

/** Web locks, as far as stores ask for them. */
export function makeMemoryLocks() {
  const held = new Map<string, Promise<unknown>>();
  const request = async (name: string, ...rest: readonly unknown[]): Promise<unknown> => {
    const run = rest.at(-1) as (lock: unknown) => unknown;
    const options = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    if (options.ifAvailable && held.has(name)) return run(null);
    while (held.has(name)) await held.get(name);
    const running = (async () => run({ name }))();
    const over = running.then(
      () => held.delete(name),
      () => held.delete(name),
    );
    held.set(name, over);
    return running;
  };
  const query = async () => ({ held: [...held.keys()].map((name) => ({ name })), pending: [] });
  return { request, query, /** As if every tab had gone. */ clear: () => held.clear() };
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
  const hangs = { count: 0 };
  const locks = makeMemoryLocks();
  /** Handles that write, or read beside a writer, by the file. */
  const writing = new Map<string, number>();
  const step = () => {
    faults.onOperation?.();
    if (faults.dead) throw new DOMException("killed", "InvalidStateError");
  };
  const waited = async () => {
    faults.onOperation?.();
    if (!faults.dead) return;
    hangs.count++;
    await new Promise(() => undefined);
  };
  const handled = (key: string, by: number) => writing.set(key, (writing.get(key) ?? 0) + by);
  const fileHandle = (folder: string, files: Map<string, Uint8Array<ArrayBuffer>>, name: string) => ({
    getFile: async () => {
      await waited();
      const bytes = files.get(name);
      if (!bytes) throw notFound();
      return new File([bytes], name);
    },
    createSyncAccessHandle: async ({ mode = "readwrite" } = {}) => {
      await waited();
      if (faults.noHandles) throw new DOMException("taken", "NoModificationAllowedError");
      const key = `${folder}/${name}`;
      const beside = mode === "readwrite-unsafe" && !faults.alone;
      if (!beside && (writing.get(key) ?? 0) > 0) throw busy();
      handled(key, 1);
      let open = true;
      return {
        ...(faults.alone ? {} : { mode }),
        read: (into: Uint8Array, { at }: { at: number }) => {
          if (!open) throw new DOMException("closed", "InvalidStateError");
          reads.count++;
          const found = (files.get(name) ?? new Uint8Array()).subarray(at, at + into.length);
          into.set(found);
          return found.length;
        },
        truncate: (length: number) => {
          step();
          faults.onTruncate?.();
          const after = new Uint8Array(length);
          after.set((files.get(name) ?? after).subarray(0, length));
          files.set(name, after);
        },
        write: (buffer: ArrayBuffer | Uint8Array<ArrayBuffer>, { at }: { at: number }) => {
          step();
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
        flush: () => {
          step();
          faults.onFlush?.();
        },
        close: () => {
          if (open) handled(key, -1);
          open = false;
        },
      };
    },
  });
  const folderHandle = (folder: string, files: Map<string, Uint8Array<ArrayBuffer>>) => ({
    getFileHandle: async (name: string, { create = false } = {}) => {
      await waited();
      if (!files.has(name) && !create) throw notFound();
      if (!files.has(name)) files.set(name, new Uint8Array());
      return fileHandle(folder, files, name);
    },
    removeEntry: async (name: string) => {
      await waited();
      if (!files.has(name)) throw notFound();
      if (faults.stuck || (writing.get(`${folder}/${name}`) ?? 0) > 0) throw busy();
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
      return folderHandle(name, files);
    },
  };
  return {
    faults,
    /** Reads by handles so far. */
    reads,
    /** Operations of killed tabs that wait for ever. */
    hangs,
    /** The files of a folder by their names. */
    of: (folder: string): ReadonlyMap<string, Uint8Array<ArrayBuffer>> => folders.get(folder) ?? new Map(),
    plant: async (folder: string, name: string, bytes: Uint8Array<ArrayBuffer>) => {
      await (await root.getDirectoryHandle(folder, { create: true })).getFileHandle(name, { create: true });
      folders.get(folder)?.set(name, bytes);
    },
    /** Deletes all files of a folder. */
    clear: (folder: string) => folders.get(folder)?.clear(),
    locks,
    /** As if the tabs that have files open had gone. */
    release: () => writing.clear(),
    navigator: {
      locks,
      storage: {
        getDirectory: async () => {
          if (faults.closed) throw new DOMException("private", "SecurityError");
          return root;
        },
      },
    },
  };
}
