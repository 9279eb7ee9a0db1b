import type { BinaryMask } from "../../domain/mask.ts";

/** Pixels of masks that stay ready: every format asks for the same labels again. */
const mostPixels = 64 * 1024 * 1024;

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
