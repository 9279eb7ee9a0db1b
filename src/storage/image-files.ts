import type Dexie from "dexie";

/** Waits between attempts to delete a file whose writer was killed just now: the browser frees it a little later. */
const waitsMs = [50, 200, 800];

const wait = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

const nameOf = (reason: unknown) => (reason instanceof Error ? reason.name : "");

/**
 * The folder of the origin's private file system in which a store keeps the bytes of its large images, a file each under its SOP Instance UID
 * (viewer-and-tools 3.11). Null where the browser has none: old ones, hosts without https, some private windows. `make`: if it is not there yet.
 */
export async function imageFolder(
  { name }: Pick<Dexie, "name">,
  { make }: { readonly make: boolean },
): Promise<FileSystemDirectoryHandle | null> {
  const storage = (globalThis.navigator as Navigator | undefined)?.storage;
  if (!storage?.getDirectory) return null;
  try {
    const root = await storage.getDirectory();
    return await root.getDirectoryHandle(`images-${name}`, { create: make });
  } catch {
    return null;
  }
}

/** The file of an image as it is now; null when there is none. */
export async function imageFile(database: Pick<Dexie, "name">, sopUid: string): Promise<Blob | null> {
  const folder = await imageFolder(database, { make: false });
  if (!folder) return null;
  return folder
    .getFileHandle(sopUid)
    .then((handle) => handle.getFile())
    .catch(() => null);
}

/** Deletes the file of an image, when there is one. Rejects while someone writes it. */
export async function removeImageFile(database: Pick<Dexie, "name">, sopUid: string): Promise<void> {
  const folder = await imageFolder(database, { make: false });
  if (!folder) return;
  for (const delayMs of [...waitsMs, null]) {
    try {
      return await folder.removeEntry(sopUid);
    } catch (reason) {
      if (nameOf(reason) === "NotFoundError") return;
      if (delayMs === null) throw reason;
      await wait(delayMs);
    }
  }
}

/** The SOP Instance UIDs of all images that have a file, stored or not. */
export async function imageFileNames(database: Pick<Dexie, "name">): Promise<readonly string[]> {
  const folder = await imageFolder(database, { make: false });
  const names: string[] = [];
  if (folder) for await (const name of folder.keys()) names.push(name);
  return names;
}
