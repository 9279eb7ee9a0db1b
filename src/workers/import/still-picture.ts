import type { Area } from "../../domain/deid/area.ts";
import type { ColorModel } from "../../domain/image-facts.ts";
import type { SampleArray } from "../../domain/samples.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { type GreyPlane, greyPlane } from "./grey-plane.ts";

/** Of fewer frames it says no more than each of them. */
const leastFrames = 4;
/** Of the area of a line so much is letters, at least: the brightest pixels of it. */
const inkShare = 0.05;
/** Letters stand still where they change by this share of what is around them at most (made clips: 0 to 0.56 with strong noise, tissue 0.71 on), */
const inkToGround = 0.6;
/** or by this share of all values, which is what compression does to them. */
const inkToAll = 0.1;

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Takes what of `samples` is lower than all before, and what is higher. */
function take(samples: SampleArray, least: SampleArray, most: SampleArray): void {
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at] ?? 0;
    if (value < (least[at] ?? 0)) least[at] = value;
    else if (value > (most[at] ?? 0)) most[at] = value;
  }
}

/**
 * What stands still in a clip (deidentification 3.8 c): of each sample the darkest of all frames, which is the least value, or the greatest where
 * white is low (`mono1`). Tissue that moves goes dark in it, letters that are burned in stay as bright as they are. Dark letters are left to
 * the single frames: of the brightest, noise makes lines. Values of a palette have no order, and of fewer than four frames there is
 * nothing to see.
 */
export function makeStillPicture(color: ColorModel) {
  let seen: { readonly frame: DisplayFrame; readonly least: SampleArray; readonly most: SampleArray } | null =
    null;
  let frames = 0;
  let plane: GreyPlane | null = null;
  const darkest = () => (color === "mono1" ? seen?.most : seen?.least);
  return {
    see: (picture: DisplayFrame): void => {
      if (color === "palette") return;
      frames++;
      const { pixels } = picture;
      if (seen?.least.length !== pixels.length) {
        seen = { frame: picture, least: pixels.slice(), most: pixels.slice() };
        return;
      }
      take(pixels, seen.least, seen.most);
    },
    /** Grey of it; null where there is nothing to see. */
    plane: (): GreyPlane | null => {
      const pixels = darkest();
      plane = seen && pixels && frames >= leastFrames ? greyPlane({ ...seen.frame, pixels }) : null;
      return plane;
    },
    /** Whether what is bright in an area of the plane is so in every frame, and no tissue that was bright whenever it came by. */
    isStill: (area: Area): boolean => {
      if (!plane || !seen) return false;
      const { least, most, frame } = seen;
      const { columns, grey } = plane;
      const pixels: { readonly grey: number; readonly change: number }[] = [];
      for (let row = area.y; row < area.y + area.height; row++)
        for (let column = area.x; column < area.x + area.width; column++) {
          const at = row * columns + column;
          const sample = at * frame.samples;
          const change = Number(most[sample] ?? 0) - Number(least[sample] ?? 0);
          pixels.push({ grey: color === "mono1" ? 255 - (grey[at] ?? 0) : (grey[at] ?? 0), change });
        }
      pixels.sort((a, b) => b.grey - a.grey);
      const ink = Math.max(1, Math.floor(inkShare * pixels.length));
      const inkChange = middle(pixels.slice(0, ink).map(({ change }) => change));
      const groundChange = middle(pixels.slice(pixels.length >> 1).map(({ change }) => change));
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const value of least) low = Math.min(low, value);
      for (const value of most) high = Math.max(high, value);
      return inkChange <= Math.max(inkToGround * groundChange, inkToAll * (high - low));
    },
  };
}
