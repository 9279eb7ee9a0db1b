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
  const valueAt = modalityValues(frame, facts);
  return { columns, rows, values: Float32Array.from({ length: columns * rows }, (_, at) => valueAt(at)) };
}
