import type { PixelSource } from "../pixels/pixel-source.ts";

/** Decrypted images that stay open while a person goes to and fro between them; more would fill the memory of a tablet. */
const mostOpen = 3;

/** Opened held images by SOP Instance UID, the least used dropped first. */
export function makeOpenHeld(open: (sopUid: string) => Promise<PixelSource>) {
  const opened = new Map<string, Promise<PixelSource>>();
  return {
    get: (sopUid: string): Promise<PixelSource> => {
      const found = opened.get(sopUid) ?? open(sopUid);
      opened.delete(sopUid);
      opened.set(sopUid, found);
      for (const oldest of opened.keys()) {
        if (opened.size <= mostOpen) break;
        opened.delete(oldest);
      }
      return found;
    },
    /** Forgets all of them. */
    drop: (): void => opened.clear(),
  };
}
