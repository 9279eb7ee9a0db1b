import type { SampleArray } from "../../domain/samples.ts";

type Padding = readonly [low: number, high: number] | null;

/** An array of the same type. */
function alike(like: SampleArray, length: number): SampleArray {
  return new (like.constructor as new (length: number) => SampleArray)(length);
}

const isFloat = (pixels: SampleArray) => pixels instanceof Float32Array || pixels instanceof Float64Array;

/** Half the size in both directions, each pixel the mean of four; padding never joins a mean. */
export function halveSlice(pixels: SampleArray, columns: number, padding: Padding): SampleArray {
  const rows = Math.floor(pixels.length / columns);
  const [width, height] = [Math.floor(columns / 2), Math.floor(rows / 2)];
  const half = alike(pixels, width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * columns + 2 * x;
      half[y * width + x] = mean(
        [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + columns] ?? 0, pixels[at + columns + 1] ?? 0],
        padding,
        isFloat(pixels),
      );
    }
  }
  return half;
}

/** The mean of slices, pixel by pixel. */
export function meanOf(slices: readonly SampleArray[], padding: Padding): SampleArray {
  const [first] = slices;
  if (first === undefined) return new Uint8Array(0);
  const out = alike(first, first.length);
  for (let at = 0; at < out.length; at++) {
    out[at] = mean(
      slices.map((slice) => slice[at] ?? 0),
      padding,
      isFloat(first),
    );
  }
  return out;
}

function mean(values: readonly number[], padding: Padding, float: boolean): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (padding !== null && value >= padding[0] && value <= padding[1]) continue;
    sum += value;
    count++;
  }
  if (count === 0) return values[0] ?? 0;
  return float ? sum / count : Math.round(sum / count);
}
