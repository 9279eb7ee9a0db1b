/** What a call into a worker of the app came to. A call that gets no answer is `hung`; its worker is ended. */
export type CallOutcome =
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "error"; readonly code: string; readonly message: string }
  | { readonly kind: "hung"; readonly message: string }
  | { readonly kind: "crashed"; readonly message: string };

/** A worker of the built app. */
export type WorkerName = "import" | "pixels" | "assist" | "infer";

/** The app's workers as a page talks to them, and its stores. Lives in the page as `verifyDriver`. */
export interface PageDriver {
  call(worker: WorkerName, name: string, request: unknown): Promise<CallOutcome>;
  /** Ends a worker; the next call starts another. */
  end(worker: WorkerName): void;
  /** Every row of one table of the main store; empty before there is a store. */
  rows(table: string): Promise<unknown[]>;
  /** Empties both stores, settings and keys excepted. */
  clear(): Promise<void>;
  /** A file in which a stored image lies, or many; null when there is none. */
  file(folder: "images" | "packs", name: string): Promise<ArrayBuffer | null>;
  /**
   * Posts every key and value of both stores to our own origin, one upload `<name>/<database>/<table>` each with something in it;
   * texts and bytes one after the other; and every file of the private file system (`<name>/OPFS/…`) and their names. Keys that cannot be read out and the settings' own are left out.
   */
  dump(name: string): Promise<readonly string[]>;
  /** Posts samples to our own origin, in parts. */
  upload(
    name: string,
    pixels: { buffer: ArrayBuffer; byteOffset: number; byteLength: number },
  ): Promise<void>;
}

/** Where the page finds the workers, and its limits. */
export interface DriverOptions {
  readonly workers: Readonly<Record<WorkerName, string>>;
  readonly hangMs: number;
  readonly partBytes: number;
}

/** Puts the driver into the page that this runs in. Self-contained on purpose: it is sent to the page as text. */
export function installDriver({ workers, hangMs, partBytes }: DriverOptions): void {
  const running = new Map<string, Worker>();
  let lastId = 0;
  const end = (name: WorkerName) => {
    running.get(name)?.terminate();
    running.delete(name);
  };
  const open = (name: string) =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const present = async (name: string) => (await indexedDB.databases()).some((one) => one.name === name);
  const driver: PageDriver = {
    call: async (name, call, request) => {
      const worker = running.get(name) ?? new Worker(workers[name], { type: "module" });
      running.set(name, worker);
      const id = ++lastId;
      const outcome = await new Promise<CallOutcome>((resolve) => {
        let timer: ReturnType<typeof setTimeout>;
        const settle = (value: CallOutcome) => {
          clearTimeout(timer);
          resolve(value);
        };
        const wait = () => {
          clearTimeout(timer);
          timer = setTimeout(
            () => settle({ kind: "hung", message: `no answer to ${call} for ${hangMs / 1000} s` }),
            hangMs,
          );
        };
        wait();
        worker.onerror = (event) => settle({ kind: "crashed", message: event.message });
        worker.onmessage = ({ data }) => {
          if (data.id !== id) return;
          if (data.kind === "progress") wait();
          else if (data.kind === "result") settle({ kind: "result", result: data.result });
          else if (data.kind === "error")
            settle({ kind: "error", code: data.error.code, message: data.error.message });
        };
        worker.postMessage({ kind: "call", id, name: call, request });
      });
      if (outcome.kind === "hung" || outcome.kind === "crashed") end(name);
      return outcome;
    },
    end,
    rows: async (table) => {
      if (!(await present("overread"))) return [];
      const database = await open("overread");
      try {
        return await new Promise((resolve, reject) => {
          const request = database.transaction(table).objectStore(table).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      } finally {
        database.close();
      }
    },
    file: async (kind, name) => {
      const root = await navigator.storage.getDirectory();
      try {
        const folder = await root.getDirectoryHandle(`${kind}-overread`);
        return await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer();
      } catch {
        return null;
      }
    },
    clear: async () => {
      const root = await navigator.storage.getDirectory();
      for (const folder of ["images-overread", "packs-overread"])
        await root.removeEntry(folder, { recursive: true }).catch(() => undefined);
      for (const name of ["overread", "overread-quarantine"]) {
        if (!(await present(name))) continue;
        const database = await open(name);
        const tables = [...database.objectStoreNames].filter((table) => table !== "settings");
        await new Promise<void>((resolve, reject) => {
          const transaction = database.transaction(tables, "readwrite");
          for (const table of tables) transaction.objectStore(table).clear();
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error);
        });
        database.close();
      }
    },
    dump: async (prefix) => {
      const names: string[] = [];
      const utf8 = new TextEncoder();
      const flat = (value: unknown, into: Uint8Array<ArrayBuffer>[]): void => {
        if (value instanceof ArrayBuffer) into.push(new Uint8Array(value));
        else if (ArrayBuffer.isView(value))
          into.push(new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength));
        else if (value && typeof value === "object" && !(value instanceof CryptoKey)) {
          for (const [key, inner] of Object.entries(value)) {
            into.push(utf8.encode(`\n${key}\n`));
            flat(inner, into);
          }
        } else if (!(value instanceof CryptoKey)) into.push(utf8.encode(`\n${value}\n`));
      };
      for (const base of ["overread", "overread-quarantine"]) {
        if (!(await present(base))) continue;
        const database = await open(base);
        for (const table of database.objectStoreNames) {
          const parts: Uint8Array<ArrayBuffer>[] = [];
          await new Promise<void>((resolve, reject) => {
            const request = database.transaction(table).objectStore(table).openCursor();
            request.onerror = () => reject(request.error);
            request.onsuccess = () => {
              const cursor = request.result;
              if (!cursor) return resolve();
              flat(cursor.key, parts);
              flat(cursor.value, parts);
              cursor.continue();
            };
          });
          if (parts.length === 0) continue;
          const name = `${prefix}/${base}/${table}`;
          const buffer = await new Blob(parts).arrayBuffer();
          await driver.upload(name, { buffer, byteOffset: 0, byteLength: buffer.byteLength });
          names.push(name);
        }
        database.close();
      }
      const paths: string[] = [];
      const visit = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
        for await (const [name, handle] of folder.entries()) {
          paths.push(`${path}/${name}`);
          if (handle.kind === "directory") {
            await visit(handle as FileSystemDirectoryHandle, `${path}/${name}`);
            continue;
          }
          const buffer = await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer();
          await driver.upload(`${path}/${name}`, { buffer, byteOffset: 0, byteLength: buffer.byteLength });
          names.push(`${path}/${name}`);
        }
      };
      await visit(await navigator.storage.getDirectory(), `${prefix}/OPFS`);
      if (paths.length > 0) {
        const { buffer } = utf8.encode(paths.join("\n"));
        await driver.upload(`${prefix}/OPFS names`, { buffer, byteOffset: 0, byteLength: buffer.byteLength });
        names.push(`${prefix}/OPFS names`);
      }
      return names;
    },
    upload: async (name, { buffer, byteOffset, byteLength }) => {
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      // The debugger sees every body: a large one at once would end its connection.
      for (let from = 0; from < bytes.length; from += partBytes) {
        const body = bytes.subarray(from, from + partBytes);
        await fetch(`/__verify/${encodeURIComponent(name)}`, { method: "POST", body });
      }
    },
  };
  Object.assign(globalThis, { verifyDriver: driver });
}
