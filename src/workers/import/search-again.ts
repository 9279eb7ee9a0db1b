import { isSamePlace } from "../../domain/deid/area.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox, PixelRisk } from "../../domain/deid/plan.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import { findBurnedIn } from "./find-burned-in.ts";
import type { ImportContext } from "./import-context.ts";

const inFrames = (kept: BlankBox["frames"], found: BlankBox["frames"]) =>
  kept === "all" || (found !== "all" && found.every((frame) => kept.includes(frame)));

/**
 * Searches an image anew that was blanked (deidentification 3.8 f), and gives the lines of text that no person has seen: not those at
 * a place that was shown and kept. A strip that was kept says nothing of the lines in it, which have places of their own.
 */
export async function searchAgain(
  after: OpenedPixels,
  risk: PixelRisk,
  { places, boxes }: { readonly places: readonly PixelPlace[]; readonly boxes: readonly BlankBox[] },
  context: Pick<ImportContext, "pipelines" | "beat">,
): Promise<{ readonly places: readonly PixelPlace[]; readonly framesSearched: number }> {
  const found = await findBurnedIn(after, risk, context, { blanked: boxes });
  const kept = places.filter(({ finding }) => finding !== "outside-region");
  const unseen = found.places.filter(
    ({ box }) => !kept.some((place) => isSamePlace(place.box, box) && inFrames(place.box.frames, box.frames)),
  );
  return {
    places: unseen.map((place): PixelPlace => ({ ...place, finding: "after-blanking" })),
    framesSearched: found.framesSearched,
  };
}
