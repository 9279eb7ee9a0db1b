import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";

/** A frame in 8 bits of grey, as a person sees it who has set a window over all of it. */
export interface GreyPlane {
  readonly columns: number;
  readonly rows: number;
  readonly grey: Uint8Array<ArrayBuffer>;
}

const bins = 4096;
/** Share of the pixels at each end that a few hot or padded ones may be. */
const clipped = 0.002;

/** Ends of the values without the few that lie far out. */
function ends(values: Float32Array): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least) || !Number.isFinite(most - least)) return [0, 1];
  const counts = new Uint32Array(bins);
  const scale = (bins - 1) / (most - least);
  for (const value of values) {
    const bin = Math.floor((value - least) * scale);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const few = values.length * clipped;
  let low = 0;
  for (let sum = counts[0] ?? 0; low < bins - 1 && sum <= few; sum += counts[low] ?? 0) low++;
  let high = bins - 1;
  for (let sum = counts[bins - 1] ?? 0; high > low + 1 && sum <= few; sum += counts[high] ?? 0) high--;
  return [least + low / scale, least + (high + 1) / scale];
}

/** Grey of a frame: luminance where it is colour (ITU-R BT.601), values that are no numbers as 0. */
export function greyPlane({ columns, rows, samples, pixels }: DisplayFrame): GreyPlane {
  const count = columns * rows;
  const values = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const first = Number(pixels[at * samples] ?? 0);
    const value =
      samples < 3
        ? first
        : 0.299 * first +
          0.587 * Number(pixels[at * samples + 1] ?? 0) +
          0.114 * Number(pixels[at * samples + 2] ?? 0);
    values[at] = Number.isFinite(value) ? value : 0;
  }
  const [low, high] = ends(values);
  const grey = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const value = (255 * ((values[at] ?? 0) - low)) / (high - low);
    grey[at] = value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
  }
  return { columns, rows, grey };
}
