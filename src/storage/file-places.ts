import type Dexie from "dexie";
import type { Instance } from "../domain/study.ts";

/** Waits between attempts to delete a file whose writer was killed just now: the browser frees it a little later. */
const waitsMs = [50, 200, 800];

const wait = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

const nameOf = (reason: unknown) => (reason instanceof Error ? reason.name : "");

/** Files that a store keeps: of a large image, by its SOP Instance UID; of many images of one series, a pack. */
export type FileKind = "images" | "packs";

/** A file of a store. */
export interface FileName {
  readonly kind: FileKind;
  readonly name: string;
}

/** The file in which an image lies, and the first byte of it there; null when it lies in rows of the store. */
export function filePlace({
  sopUid,
  inFile,
  pack,
}: Pick<Instance, "sopUid" | "inFile" | "pack">): (FileName & { readonly at: number }) | null {
  if (pack) return { kind: "packs", name: pack.id, at: pack.at };
  return inFile ? { kind: "images", name: sopUid, at: 0 } : null;
}

/**
 * The folder of the origin's private file system in which a store keeps files of one kind (viewer-and-tools 3.11). Null where the browser has
 * none: old ones, hosts without https, some private windows. `make`: if it is not there yet.
 */
export async function fileFolder(
  { name }: Pick<Dexie, "name">,
  kind: FileKind,
  { make }: { readonly make: boolean },
): Promise<FileSystemDirectoryHandle | null> {
  const storage = (globalThis.navigator as Navigator | undefined)?.storage;
  if (!storage?.getDirectory) return null;
  try {
    const root = await storage.getDirectory();
    return await root.getDirectoryHandle(`${kind}-${name}`, { create: make });
  } catch {
    return null;
  }
}

/** A file as it is now; null when there is none. */
export async function storedFile(
  database: Pick<Dexie, "name">,
  { kind, name }: FileName,
): Promise<Blob | null> {
  const folder = await fileFolder(database, kind, { make: false });
  if (!folder) return null;
  return folder
    .getFileHandle(name)
    .then((handle) => handle.getFile())
    .catch(() => null);
}

/** Deletes a file, when it is there. Rejects while someone writes it. */
export async function removeStoredFile(
  database: Pick<Dexie, "name">,
  { kind, name }: FileName,
): Promise<void> {
  const folder = await fileFolder(database, kind, { make: false });
  if (!folder) return;
  for (const delayMs of [...waitsMs, null]) {
    try {
      return await folder.removeEntry(name);
    } catch (reason) {
      if (nameOf(reason) === "NotFoundError") return;
      if (delayMs === null) throw reason;
      await wait(delayMs);
    }
  }
}

/** The names of all files of a kind: SOP Instance UIDs of images, stored or not, or packs. */
export async function storedFileNames(
  database: Pick<Dexie, "name">,
  kind: FileKind,
): Promise<readonly string[]> {
  const folder = await fileFolder(database, kind, { make: false });
  const names: string[] = [];
  if (folder) for await (const name of folder.keys()) names.push(name);
  return names;
}
