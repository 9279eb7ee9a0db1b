import { isSamePlace } from "../../domain/deid/area.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox, PixelRisk } from "../../domain/deid/plan.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
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

/** What a person was shown of an image, and what of it is blanked. */
export interface Reviewed {
  readonly places: readonly PixelPlace[];
  readonly boxes: readonly BlankBox[];
}

/** What a second search found that no person has seen. */
export interface FoundAgain {
  /** Lines, as places in all frames. */
  readonly places: readonly PixelPlace[];
  /** What is too short or too fleeting for a line; in the frames that have it. */
  readonly faint: readonly PixelPlace[];
  readonly framesSearched: number;
}

/**
 * Searches an image anew that was blanked (deidentification 3.8 f): without what was bright in it faint text may show. Gives the lines
 * that no person has seen, as places in all frames: not those at a place that was shown and kept, nor, in a clip, what a single frame
 * has, which is grain. A strip that was kept says nothing of the lines in it, which have places of their own. `faint`: whether what is
 * less than a line is wanted, too, for a reader to tell what it is.
 */
export async function searchAgain(
  after: PixelSource,
  risk: PixelRisk,
  { places, boxes }: Reviewed,
  context: Pick<ImportContext, "pipelines" | "beat">,
  faint = false,
): Promise<FoundAgain> {
  const frames = spread(after.facts.frames);
  const search = (least: number) => findBurnedIn(after, risk, context, { blanked: boxes, frames, least });
  const found = await search(leastMarks);
  const kept = places.filter(({ finding }) => finding !== "outside-region");
  const isUnseen = ({ box }: PixelPlace) =>
    !kept.some((place) => isSamePlace(place.box, box) && holdsFrames(place.box.frames, box.frames));
  const isLasting = ({ box }: PixelPlace) => box.frames === "all" || box.frames.length > 1;
  const unseen = found.places.filter((place) => isLasting(place) && isUnseen(place));
  const less = faint ? (await search(0)).places : [];
  const known = (place: PixelPlace) => unseen.some(({ box }) => isSamePlace(box, place.box));
  return {
    places: unseen.map(
      ({ box }): PixelPlace => ({ box: { ...box, frames: "all" }, finding: "after-blanking" }),
    ),
    faint: less.filter((place) => isUnseen(place) && !known(place)),
    framesSearched: found.framesSearched,
  };
}
