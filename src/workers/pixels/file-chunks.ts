import type { MainDatabase } from "../../storage/database.ts";
import { imageFolder } from "../../storage/image-files.ts";
import { type StoredPlace, storedChunks } from "../../storage/stored-chunks.ts";
import type { FetchChunk } from "./read-instance.ts";

/** After so long without a read the handle is let go: no file is deleted while someone has it open. */
const idleMs = 300;

/** Options of `createSyncAccessHandle` that TypeScript does not know (Chromium 121). */
type ReadingHandle = FileSystemFileHandle & {
  createSyncAccessHandle(options: {
    mode: "read-only";
  }): Promise<FileSystemSyncAccessHandle & { mode?: string }>;
};

/** A handle for reading beside other readers; null where the browser has none but those that keep everyone else out. */
async function openForReading(
  database: MainDatabase,
  sopUid: string,
): Promise<FileSystemSyncAccessHandle | null> {
  try {
    const folder = await imageFolder(database, { make: false });
    const file = (await folder?.getFileHandle(sopUid)) as ReadingHandle | undefined;
    const handle = await file?.createSyncAccessHandle({ mode: "read-only" });
    if (!handle || handle.mode === "read-only") return handle ?? null;
    handle.close();
    return null;
  } catch {
    return null;
  }
}

/**
 * As `storedChunks`, for an image in a file: where the browser can, in the same thread, without a message to another process for each
 * range; else as everywhere, through its `File`.
 */
export function fileChunks(database: MainDatabase, place: StoredPlace): FetchChunk {
  const { sopUid, chunkEnds = [] } = place;
  const throughFile = storedChunks(database, place);
  let opened: Promise<FileSystemSyncAccessHandle | null> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cannot = false;
  const letGo = () => {
    const closing = opened;
    opened = null;
    void closing?.then((handle) => handle?.close());
  };
  return async (index) => {
    const [begin, end] = [chunkEnds[index - 1] ?? 0, chunkEnds[index]];
    if (cannot || end === undefined) return throughFile(index);
    clearTimeout(timer);
    opened ??= openForReading(database, sopUid);
    const handle = await opened;
    if (!handle) {
      opened = null;
      cannot = true;
      return throughFile(index);
    }
    clearTimeout(timer);
    timer = setTimeout(letGo, idleMs);
    const bytes = new Uint8Array(end - begin);
    try {
      if (handle.read(bytes, { at: begin }) === bytes.length) return bytes;
    } catch {
      // Let go by a read before it that took long: the file itself tells.
    }
    return throughFile(index);
  };
}
