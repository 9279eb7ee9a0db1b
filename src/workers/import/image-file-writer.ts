import type { Deidentified } from "../../domain/deid/deidentified.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { fileFolder, removeStoredFile } from "../../storage/file-places.ts";
import type { ImportContext } from "./import-context.ts";

/** Below this one transaction takes everything of an image, and those of many images at once. */
const defaultFileAbove = 50_000_000;

/** From how many bytes on an image gets a file of its own (viewer-and-tools 3.11). */
export const fileAbove = ({ fileAbove = defaultFileAbove }: ImportContext): number => fileAbove;

/** The file of an image that is being stored; nothing finds it before the image's row says that it is there. */
export interface ImageFileWriter {
  /** Rejects with `QuotaExceededError` where the disk is full. */
  append(chunks: Deidentified<readonly ArrayBuffer[]>): Promise<void>;
  /** Waits for the disk. */
  finish(): Promise<void>;
  /** Lets the file go, finished or not. */
  close(): Promise<void>;
  /** Whether the file itself failed, for another reason than a full disk: rows of the store may still do. */
  failed(): boolean;
}

/** Opens an empty file for an image, inside `storingParts`. Null where the browser does not give one. */
export async function openImageFile(database: MainDatabase, sopUid: string): Promise<ImageFileWriter | null> {
  const folder = await fileFolder(database, "images", { make: true });
  if (!folder) return null;
  let handle: FileSystemSyncAccessHandle;
  try {
    // What a killed tab left there, perhaps longer than this.
    await removeStoredFile(database, { kind: "images", name: sopUid });
    handle = await (await folder.getFileHandle(sopUid, { create: true })).createSyncAccessHandle();
  } catch {
    return null;
  }
  let at = 0;
  let failed = false;
  const guarded = async (step: () => void) => {
    try {
      // Safari before 16.4 gives promises where others are done.
      await step();
    } catch (reason) {
      failed = !(reason instanceof DOMException && reason.name === "QuotaExceededError");
      throw reason;
    }
  };
  return {
    append: (chunks) =>
      guarded(() => {
        for (const bytes of chunks) {
          const written = handle.write(bytes, { at });
          // A full disk: some browsers write what fits and say so.
          if (written !== bytes.byteLength) throw new DOMException("The disk is full", "QuotaExceededError");
          at += written;
        }
      }),
    finish: () => guarded(() => handle.flush()),
    close: async () => handle.close(),
    failed: () => failed,
  };
}
