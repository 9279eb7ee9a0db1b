import type { PixelPlace, PlaceWords } from "../../domain/deid/pixel-place.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { headerMatch } from "./header-digests.ts";
import type { ImportContext } from "./import-context.ts";
import { readPlaces } from "./read-places.ts";
import type { FoundAgain } from "./search-again.ts";
import type { CleanedImage } from "./stored-image.ts";

/** More than so many faint marks are grain: the first are read. */
const mostRead = 30;

/** A place with what was read in it, for the person it goes back to. */
const told = (place: PixelPlace, words: PlaceWords | null): PixelPlace => ({
  ...place,
  box: { ...place.box, frames: "all" },
  finding: "after-blanking",
  ...words,
});

/**
 * Reads what a second search of a blanked image found (deidentification 3.8 f): what is less than a line comes back to the person, too,
 * where it stands in the header. A place that cannot be read is told as it was found.
 */
export async function readAgain(
  after: PixelSource,
  held: CleanedImage,
  { places, faint }: Pick<FoundAgain, "places" | "faint">,
  context: ImportContext,
): Promise<{ readonly places: readonly PixelPlace[]; readonly placesRead: number }> {
  const match = await headerMatch(await context.keys(), held.instance.studyUid, held.header);
  const asked = [...places, ...(match ? faint : [])].slice(0, Math.max(mostRead, places.length));
  const read: (PlaceWords | null)[] = [];
  let placesRead = 0;
  for (const place of asked) {
    context.signal?.throwIfAborted();
    const words = await readPlaces(after, [place], context, match).catch(() => null);
    if (words) placesRead++;
    read.push(words?.[0] ?? null);
  }
  const returned = asked.flatMap((place, at) => {
    const words = read[at] ?? null;
    return at < places.length || words?.matchesHeader ? [told(place, words)] : [];
  });
  return { places: returned, placesRead };
}
