import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import type { ImportContext } from "./import-context.ts";
import { proveBlanked } from "./prove-blanked.ts";
import { searchAgain } from "./search-again.ts";
import type { CleanedImage } from "./stored-image.ts";

/** A released image, ready for the main store, and what shows that it is right. */
export interface ReleasedBytes extends CleanedBytes {
  readonly proof: {
    readonly before: OpenedPixels;
    readonly after: OpenedPixels;
    /** By stored frame, or by shown frame; see `proveBlanked`. */
    readonly boxes: readonly BlankBox[];
    readonly compare: "stored" | "shown";
  };
}

/** Proves that exactly the boxes were blanked, then looks for text that is left. Throws RefusedError `rewrite-mismatch`. */
export async function checkRelease(
  held: CleanedImage,
  { proof: { before, after, boxes: own, compare } }: ReleasedBytes,
  boxes: readonly BlankBox[],
  context: ImportContext,
): Promise<{
  readonly places: readonly PixelPlace[];
  readonly proof: NonNullable<DeidRecord["proof"]>;
}> {
  const piecesCompared = await proveBlanked(before, after, own, compare, context.signal);
  const review = { places: held.places ?? [], boxes };
  const { places, framesSearched } = await searchAgain(after, held.record.risk.class, review, context);
  return { places, proof: { piecesCompared, framesSearched } };
}
