import type { BinaryMask } from "../../domain/mask.ts";

/**
 * Pixels, a byte each, of masks that stay ready: the formats ask for the labels of one image right after each other, and those of a small
 * dataset again. More would not help a large one, in which each format comes by when the first labels are long forgotten.
 */
const mostPixels = 16 * 1024 * 1024;

/** Remembers the masks that were read last, by the UID of their label. Nobody may write into them. */
export function makeMaskMemory() {
  const kept = new Map<string, BinaryMask>();
  let pixels = 0;
  return async (uid: string, load: () => Promise<BinaryMask>): Promise<BinaryMask> => {
    const known = kept.get(uid);
    kept.delete(uid);
    const mask = known ?? (await load());
    kept.set(uid, mask);
    if (!known) pixels += mask.bits.length;
    for (const [oldest, { bits }] of kept) {
      if (pixels <= mostPixels || oldest === uid) break;
      kept.delete(oldest);
      pixels -= bits.length;
    }
    return mask;
  };
}
