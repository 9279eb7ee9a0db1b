import type { ElementIndex } from "../../domain/deid/element-index.ts";
import type { FrameLayout } from "./cut-chunks.ts";

/** Where the `frames` stored frames of native pixels lie, or null where they are compressed or packed across byte borders. */
export function nativeLayout(index: ElementIndex, frames: number): FrameLayout | null {
  const pixels = index.elements.find((entry) => ["7FE00010", "7FE00008", "7FE00009"].includes(entry.path));
  if (!pixels || index.fragments.length > 0) return null;
  const frameBytes = Math.floor(pixels.valueLen / frames);
  // A padding byte at the end is the only rest that an even length allows.
  return pixels.valueLen - frameBytes * frames > 1 || frameBytes === 0
    ? null
    : { pixelsAt: pixels.valueAt, frameBytes, frames };
}
