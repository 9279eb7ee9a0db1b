import type { AssistPlane } from "../calls/assist-calls.ts";
import type { DecodedFrame } from "../calls/pixels-calls.ts";
import type { ImageFacts } from "../image-facts.ts";

/** Rec. 601 luminance of 8-bit or wider red, green and blue. */
const luminance = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue;

/**
 * Reads the value of pixel `at` (row × columns + column) of a decoded frame in modality units, colour as luminance; padding (PS3.3
 * C.7.5.1.1.2) is NaN.
 */
export function modalityValues(frame: DecodedFrame, facts: ImageFacts): (at: number) => number {
  const { samples, pixels } = frame;
  const { modalityLut: lut, padding, slope, intercept } = facts;
  const palette = facts.color === "palette" ? facts.palette : undefined;
  const entry = (table: readonly number[], at: number) =>
    table[Math.min(table.length - 1, Math.max(0, at))] ?? 0;
  return (at) => {
    const stored = pixels[at * samples] ?? 0;
    if (samples >= 3) return luminance(stored, pixels[at * samples + 1] ?? 0, pixels[at * samples + 2] ?? 0);
    if (palette) {
      const index = stored - palette.firstInput;
      const { red, green, blue } = palette;
      return luminance(entry(red, index), entry(green, index), entry(blue, index));
    }
    if (padding && stored >= padding[0] && stored <= padding[1]) return Number.NaN;
    return lut ? entry(lut.values, stored - lut.firstInput) : stored * slope + intercept;
  };
}

/** A decoded frame as a plane of {@link modalityValues}; the tools read NaN as the darkest value, the display window has no say (assist 3.1). */
export function planeFromFrame(frame: DecodedFrame, facts: ImageFacts): AssistPlane {
  const { columns, rows } = frame;
  // Loops: `Float32Array.from` takes ten times as long for it, and this runs on the page.
  const values = new Float32Array(columns * rows);
  if (isLinear(frame, facts)) linearValues(values, frame, facts);
  else {
    const valueAt = modalityValues(frame, facts);
    for (let at = 0; at < values.length; at++) values[at] = valueAt(at);
  }
  return { columns, rows, values };
}

/** Grey, with a slope and an intercept: nearly every image; the rules of {@link modalityValues} are asked once for all its pixels. */
const isLinear = ({ samples }: DecodedFrame, { color, palette, modalityLut }: ImageFacts) =>
  samples < 3 && !(color === "palette" && palette) && !modalityLut;

function linearValues(
  into: Float32Array,
  { samples, pixels }: DecodedFrame,
  { slope, intercept, padding }: ImageFacts,
): void {
  for (let at = 0; at < into.length; at++) into[at] = (pixels[at * samples] ?? 0) * slope + intercept;
  if (!padding) return;
  const [low, high] = padding;
  for (let at = 0; at < into.length; at++) {
    const stored = pixels[at * samples] ?? 0;
    if (stored >= low && stored <= high) into[at] = Number.NaN;
  }
}

/** The colours of each pixel of a colour image, three numbers each; null where there are none. */
function coloursOf({ columns, rows, samples, pixels }: DecodedFrame, { color, palette }: ImageFacts) {
  const out = new Float32Array(columns * rows * 3);
  const entry = (table: readonly number[], at: number) =>
    table[Math.min(table.length - 1, Math.max(0, at))] ?? 0;
  for (let at = 0; at < columns * rows; at++) {
    if (samples >= 3)
      for (let each = 0; each < 3; each++) out[3 * at + each] = pixels[at * samples + each] ?? 0;
    else if (color === "palette" && palette) {
      const index = (pixels[at * samples] ?? 0) - palette.firstInput;
      out.set([entry(palette.red, index), entry(palette.green, index), entry(palette.blue, index)], 3 * at);
    } else return null;
  }
  return out;
}

/** The plane as a model of the person's own takes it: with the size of its pixels, and its colours where the model asks for them. */
export function modelPlane(frame: DecodedFrame, facts: ImageFacts, colour: boolean): AssistPlane {
  const rgb = colour ? coloursOf(frame, facts) : null;
  return {
    ...planeFromFrame(frame, facts),
    ...(facts.spacingMm ? { spacingMm: facts.spacingMm } : {}),
    ...(rgb ? { rgb } : {}),
  };
}
