import type Dexie from "dexie";
import { type FileName, fileFolder } from "./file-places.ts";

/** A file that is read and written in place. Safari before 16.4 gives promises where others are done. */
export interface SharedHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(lengthBytes: number): void | Promise<void>;
  flush(): void | Promise<void>;
  close(): void | Promise<void>;
}

/** What dedicated workers have, and the types of a page do not know; `mode` came with Chromium 121. */
type WorkerFile = FileSystemFileHandle & {
  createSyncAccessHandle(options: { mode: string }): Promise<SharedHandle & { readonly mode?: string }>;
};

/**
 * A handle to a file beside other ones to it, where the browser can; else one that keeps everyone else out, unless `alone` is false. Null
 * outside of dedicated workers, where the browser gives none, and while someone else keeps it. `make`: an empty file if there is none.
 */
export async function openShared(
  database: Pick<Dexie, "name">,
  { kind, name }: FileName,
  { make = false, alone = true }: { readonly make?: boolean; readonly alone?: boolean } = {},
): Promise<SharedHandle | null> {
  try {
    const folder = await fileFolder(database, kind, { make });
    const file = (await folder?.getFileHandle(name, { create: make })) as WorkerFile | undefined;
    const handle = await file?.createSyncAccessHandle({ mode: "readwrite-unsafe" });
    if (!handle || alone || handle.mode === "readwrite-unsafe") return handle ?? null;
    await handle.close();
    return null;
  } catch {
    return null;
  }
}
