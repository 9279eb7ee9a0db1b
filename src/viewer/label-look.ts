import { imageToScreen, type View } from "./camera.ts";
import type { LabelStyle } from "./label-style.ts";

/** How labels are drawn, in device pixels: the same numbers for both machines. */
export interface LabelLook {
  /** Eight offsets for each of: halo outside, outline, outline + halo, selected outline, selected + halo. */
  readonly rings: Int32Array<ArrayBuffer>;
  readonly fill: number;
  readonly activeFill: number;
  /** Hatch and dash periods and lengths. */
  readonly hatchPeriod: number;
  readonly hatchStripe: number;
  readonly dashPeriod: number;
  readonly dashOn: number;
  /** Device position of the first pixel: the pattern moves with the image. */
  readonly anchor: readonly [x: number, y: number];
}

const outlineCss = 1.5;
const selectedCss = 2.5;
const haloCss = 1;
/** Opacity of the black halo (design section 2). */
export const haloOpacity = 0.85;
/** Stripes of a proposal's hatch are this much stronger, its ground this much weaker than a fill. */
export const hatchStripeGain = 2.4;
export const hatchGroundGain = 0.4;
/** Directions of a ring; the diagonal ones are 1/√2 long. */
export const ringDirections = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;
/** Farthest reach of a ring in CSS px. */
export const labelReachCss = selectedCss + haloCss;

/** Turns CSS px into whole device pixels; `outline: false` gives rings of length 0, which never differ. */
export function labelLook(style: LabelStyle, view: View, pixelsPerCss: number): LabelLook {
  const radii = [haloCss, outlineCss, outlineCss + haloCss, selectedCss, selectedCss + haloCss];
  const rings = new Int32Array(radii.length * ringDirections.length * 2);
  let i = 0;
  for (const radius of radii) {
    const straight = style.outline ? Math.max(1, Math.floor(radius * pixelsPerCss + 0.5)) : 0;
    const diagonal = style.outline ? Math.max(1, Math.floor(straight * Math.SQRT1_2 + 0.5)) : 0;
    for (const [x, y] of ringDirections) {
      const length = x !== 0 && y !== 0 ? diagonal : straight;
      rings[i++] = x * length;
      rings[i++] = y * length;
    }
  }
  const [x, y] = imageToScreen(view, [0, 0]);
  const hatchPeriod = 7 * Math.SQRT2 * pixelsPerCss;
  return {
    rings,
    fill: style.fillOpacity,
    activeFill: style.drawing ? style.activeFillOpacity : style.fillOpacity,
    hatchPeriod,
    hatchStripe: hatchPeriod * 0.36,
    dashPeriod: 9 * pixelsPerCss,
    dashOn: 5 * pixelsPerCss,
    anchor: [x * pixelsPerCss, y * pixelsPerCss],
  };
}
