import type { ImageFacts } from "../../domain/image-facts.ts";

/** The inverse of CIELab's cube root with its straight foot. */
const uncube = (t: number) => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29));

const gamma = (linear: number) =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.max(0, linear) ** (1 / 2.4) - 0.055;

/** sRGB, 0 to 1, of a CIELab colour under D50, the white of the profile connection space (PS3.3 C.10.7.1.1). */
function labToRgb([l, a, b]: readonly [number, number, number]): readonly number[] {
  const fy = (l + 16) / 116;
  const x = 0.9642 * uncube(fy + a / 500);
  const y = uncube(fy);
  const z = 0.8249 * uncube(fy - b / 200);
  // XYZ under D50 to linear sRGB (Bradford adaptation to D65 included).
  const linear = [
    3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
    -0.9787684 * x + 1.9161415 * y + 0.033454 * z,
    0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
  ];
  return linear.map((value) => Math.min(1, Math.max(0, gamma(value))));
}

/** What a place of a slide without a tile shows, one stored value a sample: the colour that the file recommends, else white. */
export function absentPixel(
  facts: Pick<ImageFacts, "samples" | "color" | "type" | "bitsStored">,
  lab: readonly [number, number, number] | null,
): readonly number[] {
  const signed = facts.type.startsWith("i");
  const top = facts.type.startsWith("f") ? 1 : 2 ** (facts.bitsStored - (signed ? 1 : 0)) - 1;
  const rgb = lab ? labToRgb(lab) : [1, 1, 1];
  if (facts.samples > 1) {
    return Array.from({ length: facts.samples }, (_, sample) => Math.round((rgb[sample] ?? 1) * top));
  }
  if (facts.color === "palette") return [0];
  const [red = 1, green = 1, blue = 1] = rgb;
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [Math.round((facts.color === "mono1" ? 1 - light : light) * top)];
}
