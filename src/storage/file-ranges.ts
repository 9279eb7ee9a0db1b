import type Dexie from "dexie";
import { type FileName, storedFile } from "./file-places.ts";
import { openShared, type SharedHandle } from "./shared-handle.ts";

/** After so long without a read the handle is let go: no file is deleted while someone has it open. */
const idleMs = 300;

/** Gives the handle of a file to everyone who reads it now. */
type HandleSource = () => Promise<SharedHandle | null>;

const sources = new WeakMap<Pick<Dexie, "name">, Map<string, HandleSource>>();

/** One handle for all images of a pack: a series has hundreds. */
function handleSource(database: Pick<Dexie, "name">, name: FileName): HandleSource {
  const known = sources.get(database) ?? new Map<string, HandleSource>();
  sources.set(database, known);
  const key = `${name.kind}/${name.name}`;
  let opened: Promise<SharedHandle | null> | null = null;
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
      opened ??= openShared(database, name, { alone: false });
      const handle = await opened;
      clearTimeout(timer);
      if (handle) timer = setTimeout(letGo, idleMs);
      else letGo();
      return handle;
    });
  known.set(key, source);
  return source;
}

/** Reads ranges through the `File`, a message to another process for each. */
function throughFile(database: Pick<Dexie, "name">, name: FileName) {
  let opened: Promise<Blob | null> | null = null;
  const attempt = async (begin: number, end: number) => {
    opened ??= storedFile(database, name);
    const file = await opened;
    const whole = file && end <= file.size ? file.slice(begin, end) : null;
    const bytes = await whole?.arrayBuffer().catch(() => null);
    // A file is what it was when it was asked for: more may lie in the pack since, or another tab has brought the image back.
    if (!bytes) opened = null;
    return bytes ? new Uint8Array(bytes) : null;
  };
  return async (begin: number, end: number) => (await attempt(begin, end)) ?? attempt(begin, end);
}

/**
 * Reads ranges of a stored file: where the browser can in the same thread, beside other readers and the writer of a pack, else as everywhere,
 * through its `File`. Null where it is not there, or shorter.
 */
export function fileRanges(
  database: Pick<Dexie, "name">,
  name: FileName,
): (begin: number, end: number) => Promise<Uint8Array<ArrayBuffer> | null> {
  const fromFile = throughFile(database, name);
  let cannot = false;
  return async (begin, end) => {
    const handle = cannot ? null : await handleSource(database, name)();
    cannot = !handle;
    if (!handle) return fromFile(begin, end);
    const bytes = new Uint8Array(end - begin);
    try {
      if (handle.read(bytes, { at: begin }) === bytes.length) return bytes;
    } catch {
      // Let go by a read before it that took long: the file itself tells.
    }
    return fromFile(begin, end);
  };
}
