import type { MainDatabase } from "../../storage/database.ts";
import { type FileName, fileFolder, filePlace } from "../../storage/file-places.ts";
import { openShared, type SharedHandle } from "../../storage/shared-handle.ts";
import { type StoredPlace, storedChunks } from "../../storage/stored-chunks.ts";
import type { FetchChunk } from "./read-instance.ts";

/** After so long without a read the handle is let go: no file is deleted while someone has it open. */
const idleMs = 300;

type ReadingHandle = Pick<SharedHandle, "read" | "close">;

/** Options of `createSyncAccessHandle` that TypeScript does not know (Chromium 121). */
type ImageFile = FileSystemFileHandle & {
  createSyncAccessHandle(options: {
    mode: "read-only";
  }): Promise<FileSystemSyncAccessHandle & { mode?: string }>;
};

/**
 * A handle for reading beside other readers, and in a pack beside its writer; null where the browser has none but those that keep everyone
 * else out.
 */
async function openForReading(database: MainDatabase, name: FileName): Promise<ReadingHandle | null> {
  if (name.kind === "packs") return openShared(database, name, { alone: false });
  try {
    const folder = await fileFolder(database, "images", { make: false });
    const file = (await folder?.getFileHandle(name.name)) as ImageFile | undefined;
    const handle = await file?.createSyncAccessHandle({ mode: "read-only" });
    if (!handle || handle.mode === "read-only") return handle ?? null;
    handle.close();
    return null;
  } catch {
    return null;
  }
}

/** Gives the handle of a file, to everyone who reads it now; it is let go when nobody does. */
type HandleSource = () => Promise<ReadingHandle | null>;

const sources = new WeakMap<MainDatabase, Map<string, HandleSource>>();

/** One handle for all images of a pack: a series has hundreds. */
function handleSource(database: MainDatabase, name: FileName): HandleSource {
  const known = sources.get(database) ?? new Map<string, HandleSource>();
  sources.set(database, known);
  const key = `${name.kind}/${name.name}`;
  let opened: Promise<ReadingHandle | null> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const letGo = () => {
    const closing = opened;
    opened = null;
    known.delete(key);
    void closing?.then((handle) => handle?.close());
  };
  const source =
    known.get(key) ??
    (async () => {
      clearTimeout(timer);
      opened ??= openForReading(database, name);
      const handle = await opened;
      clearTimeout(timer);
      if (handle) timer = setTimeout(letGo, idleMs);
      else letGo();
      return handle;
    });
  known.set(key, source);
  return source;
}

/**
 * As `storedChunks`, for an image in a file: where the browser can, in the same thread, without a message to another process for each
 * range; else as everywhere, through its `File`.
 */
export function fileChunks(database: MainDatabase, place: StoredPlace): FetchChunk {
  const { chunkEnds = [] } = place;
  const throughFile = storedChunks(database, place);
  const file = filePlace(place);
  let cannot = !file;
  return async (index) => {
    const [begin, end] = [chunkEnds[index - 1] ?? 0, chunkEnds[index]];
    if (!file || cannot || end === undefined) return throughFile(index);
    const handle = await handleSource(database, file)();
    if (!handle) {
      cannot = true;
      return throughFile(index);
    }
    const bytes = new Uint8Array(end - begin);
    try {
      if (handle.read(bytes, { at: file.at + begin }) === bytes.length) return bytes;
    } catch {
      // Let go by a read before it that took long: the file itself tells.
    }
    return throughFile(index);
  };
}
