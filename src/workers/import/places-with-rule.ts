import { type Area, around, holdsLine, isSamePlace } from "../../domain/deid/area.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";

/**
 * The places of an image with `boxes`, where its device wrote in earlier `studies`, before them. What the search found at a place of the rule is that place,
 * which grows where the text is longer than any before; so a known device asks no more of a person than an unknown one.
 */
export function placesWithRule(
  boxes: readonly Area[],
  studies: number,
  places: readonly PixelPlace[],
): readonly PixelPlace[] {
  let left = places;
  const known = boxes.map((box): PixelPlace => {
    const same = left.filter(
      (place) => holdsLine(box, place.box) || (place.finding === "text" && isSamePlace(box, place.box)),
    );
    left = left.filter((place) => !same.includes(place));
    const grown = same.reduce((sum, place) => around(sum, place.box), box);
    return { box: { ...grown, frames: "all" }, finding: "device-rule", studies };
  });
  return [...known, ...left];
}
