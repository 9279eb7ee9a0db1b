/** What a browser tells of memory, in bytes; null: it does not tell. Nothing here is guessed. */
export interface MemoryReading {
  /** What the page's own scripts hold, and the most that the browser lets them hold. */
  readonly heap: { readonly usedBytes: number; readonly limitBytes: number } | null;
  /** What the page and its workers hold, buffers and wasm with them. */
  readonly heldBytes: number | null;
  /** Of the device, as the browser rounds it. */
  readonly deviceBytes: number | null;
}

/** What is short, and the figures that say so. `refused`: memory that was asked for was not given. */
export type MemoryShortage =
  | { readonly kind: "heap" | "device"; readonly usedBytes: number; readonly ofBytes: number }
  | { readonly kind: "refused" };

/** A run waits from the first share on, and goes on below the second: at one limit it would go to and fro. */
const heapShares = [0.85, 0.75] as const;
/** The rest of the device is the system's and other programs': it ends a page that takes more long before all is gone. */
const deviceShares = [0.5, 0.45] as const;

/** What is short by a reading; `waits`: whether it was short just before. Null: there is room, or the browser tells nothing. */
export function shortageOf(
  { heap, heldBytes, deviceBytes }: MemoryReading,
  waits: boolean,
): MemoryShortage | null {
  const at = waits ? 1 : 0;
  if (heap && heap.usedBytes > heapShares[at] * heap.limitBytes)
    return { kind: "heap", usedBytes: heap.usedBytes, ofBytes: heap.limitBytes };
  if (heldBytes !== null && deviceBytes !== null && heldBytes > deviceShares[at] * deviceBytes)
    return { kind: "device", usedBytes: heldBytes, ofBytes: deviceBytes };
  return null;
}
