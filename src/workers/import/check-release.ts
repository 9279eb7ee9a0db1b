import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import type { FaceCover } from "./cover-face.ts";
import type { ImportContext } from "./import-context.ts";
import { proveBlanked } from "./prove-blanked.ts";
import { readAgain } from "./read-again.ts";
import { searchAgain } from "./search-again.ts";
import type { CleanedImage } from "./stored-image.ts";

/** A released image, ready for the main store, and what shows that it is right. */
export interface ReleasedBytes extends CleanedBytes {
  readonly proof: {
    readonly before: PixelSource;
    readonly after: PixelSource;
    /** By stored frame, or by shown frame; see `proveBlanked`. */
    readonly boxes: readonly BlankBox[];
    readonly compare: "stored" | "shown";
    /** Set where the face was covered. */
    readonly cover?: FaceCover;
  };
}

/**
 * Proves that exactly the boxes were blanked and exactly the face covered, then looks for text that is left, and reads it where a person had the reader loaded. Throws
 * RefusedError `rewrite-mismatch`.
 */
export async function checkRelease(
  held: CleanedImage,
  { proof: { before, after, boxes: own, compare, cover } }: ReleasedBytes,
  boxes: readonly BlankBox[],
  context: ImportContext,
): Promise<{
  readonly places: readonly PixelPlace[];
  readonly proof: NonNullable<DeidRecord["proof"]>;
}> {
  const piecesCompared = await proveBlanked(before, after, own, compare, context.signal, cover);
  // The cover shows nothing that was not there, and what was there was searched at the import.
  if (boxes.length === 0) return { places: [], proof: { piecesCompared, framesSearched: 0 } };
  const review = { places: held.places ?? [], boxes };
  const risk = held.record.risk.class;
  const reads = context.reader.isOpen();
  const again = await searchAgain(after, risk, review, context, reads);
  const proof = { piecesCompared, framesSearched: again.framesSearched };
  if (!reads) return { places: again.places, proof };
  const { places, placesRead } = await readAgain(after, held, again, context);
  return { places, proof: { ...proof, placesRead } };
}
