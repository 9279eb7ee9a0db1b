import type { AssistPlane } from "../calls/assist-calls.ts";
import type { DecodedFrame } from "../calls/pixels-calls.ts";
import type { ImageFacts } from "../image-facts.ts";

/** Rec. 601 luminance of 8-bit or wider red, green and blue. */
const luminance = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue;

/**
 * A decoded frame in modality units, colour as luminance; padding values (PS3.3 C.7.5.1.1.2) become NaN, which the tools read as
 * the darkest value. The display window has no say (assist 3.1).
 */
export function planeFromFrame(frame: DecodedFrame, facts: ImageFacts): AssistPlane {
  const { columns, rows, samples, pixels } = frame;
  const values = new Float32Array(columns * rows);
  const lut = facts.modalityLut;
  const palette = facts.color === "palette" ? facts.palette : undefined;
  const entry = (table: readonly number[], at: number) =>
    table[Math.min(table.length - 1, Math.max(0, at))] ?? 0;
  for (let at = 0; at < values.length; at++) {
    const stored = pixels[at * samples] ?? 0;
    if (samples >= 3) {
      values[at] = luminance(stored, pixels[at * samples + 1] ?? 0, pixels[at * samples + 2] ?? 0);
    } else if (palette) {
      const index = stored - palette.firstInput;
      values[at] = luminance(
        entry(palette.red, index),
        entry(palette.green, index),
        entry(palette.blue, index),
      );
    } else if (facts.padding && stored >= facts.padding[0] && stored <= facts.padding[1]) {
      values[at] = Number.NaN;
    } else {
      values[at] = lut ? entry(lut.values, stored - lut.firstInput) : stored * facts.slope + facts.intercept;
    }
  }
  return { columns, rows, values };
}
