import { isSamePlace } from "../../domain/deid/area.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox, PixelRisk } from "../../domain/deid/plan.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import { findBurnedIn, leastMarks } from "./find-burned-in.ts";
import type { ImportContext } from "./import-context.ts";

/** So many frames are searched again, spread over the clip: a person has looked at each of them by now. */
const mostFrames = 8;

const spread = (frames: number): readonly number[] => {
  const count = Math.min(frames, mostFrames);
  return Array.from({ length: count }, (_, i) => Math.floor((i * (frames - 1)) / Math.max(1, count - 1)));
};

const holdsFrames = (kept: BlankBox["frames"], found: BlankBox["frames"]) =>
  kept === "all" || (found !== "all" && found.every((frame) => kept.includes(frame)));

/**
 * Searches an image anew that was blanked (deidentification 3.8 f): without what was bright in it faint text may show. Gives the lines
 * that no person has seen, as places in all frames: not those at a place that was shown and kept, nor, in a clip, what a single frame
 * has, which is grain. A strip that was kept says nothing of the lines in it, which have places of their own.
 */
export async function searchAgain(
  after: OpenedPixels,
  risk: PixelRisk,
  { places, boxes }: { readonly places: readonly PixelPlace[]; readonly boxes: readonly BlankBox[] },
  context: Pick<ImportContext, "pipelines" | "beat">,
): Promise<{ readonly places: readonly PixelPlace[]; readonly framesSearched: number }> {
  const frames = spread(after.facts.frames);
  const hints = { blanked: boxes, frames, least: leastMarks };
  const found = await findBurnedIn(after, risk, context, hints);
  const kept = places.filter(({ finding }) => finding !== "outside-region");
  const lasting = found.places.filter(({ box }) => box.frames === "all" || box.frames.length > 1);
  const unseen = lasting.filter(
    ({ box }) =>
      !kept.some((place) => isSamePlace(place.box, box) && holdsFrames(place.box.frames, box.frames)),
  );
  return {
    places: unseen.map(
      ({ box }): PixelPlace => ({ box: { ...box, frames: "all" }, finding: "after-blanking" }),
    ),
    framesSearched: found.framesSearched,
  };
}
