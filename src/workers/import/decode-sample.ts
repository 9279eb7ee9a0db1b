import type { PixelRisk } from "../../domain/deid/plan.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";

/** Decodes what may fail: the first frame, or of an image that is read in tiles its first tile. */
export async function decodeSample(opened: PixelSource): Promise<void> {
  if (opened.tile) await opened.tile({ frameIndex: 0, level: 0, tileColumn: 0, tileRow: 0 });
  // The stored tiles of a slide are small, and the first need not lie in the corner.
  if (!opened.tile || opened.storedCount !== opened.facts.frames) await opened.stored(0);
}

/** Whether the search for text decodes what `decodeSample` does: it passes images without risk over, and reads those in tiles coarsely. */
export const searchDecodes = (opened: PixelSource, risk: PixelRisk): boolean =>
  risk !== "NONE" && !opened.tile;
