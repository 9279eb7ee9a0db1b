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

/** Ends of the values without the few that lie far out, from how often each of `bins` steps between least and most occurs. */
function ends(least: number, most: number, counts: Uint32Array, total: number): readonly [number, number] {
  const scale = (bins - 1) / (most - least);
  const few = total * clipped;
  let low = 0;
  for (let sum = counts[0] ?? 0; low < bins - 1 && sum <= few; sum += counts[low] ?? 0) low++;
  let high = bins - 1;
  for (let sum = counts[bins - 1] ?? 0; high > low + 1 && sum <= few; sum += counts[high] ?? 0) high--;
  return [least + low / scale, least + (high + 1) / scale];
}

function greyOf(value: number, low: number, high: number): number {
  const grey = (255 * (value - low)) / (high - low);
  return grey <= 0 ? 0 : grey >= 255 ? 255 : Math.round(grey);
}

/** Numbers of any kind, each looked at by itself. */
function greyOfNumbers(values: Float32Array): Uint8Array<ArrayBuffer> {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  let [low, high] = [0, 1];
  if (most > least && Number.isFinite(most - least)) {
    const counts = new Uint32Array(bins);
    const scale = (bins - 1) / (most - least);
    for (const value of values) {
      const bin = Math.floor((value - least) * scale);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    [low, high] = ends(least, most, counts, values.length);
  }
  const grey = new Uint8Array(values.length);
  for (let at = 0; at < grey.length; at++) grey[at] = greyOf(values[at] ?? 0, low, high);
  return grey;
}

/** Integers of at most 16 bits: the same by a table over the values, in two passes. */
function greyOfIntegers(pixels: Uint8Array | Int8Array | Uint16Array | Int16Array, count: number) {
  const [size, offset] = pixels.BYTES_PER_ELEMENT === 1 ? [256, 128] : [65_536, 32_768];
  const shift = pixels instanceof Int8Array || pixels instanceof Int16Array ? offset : 0;
  const often = new Uint32Array(size);
  for (let at = 0; at < count; at++) {
    const place = (pixels[at] ?? 0) + shift;
    often[place] = (often[place] ?? 0) + 1;
  }
  let [least, most] = [0, size - 1];
  while (least < most && often[least] === 0) least++;
  while (most > least && often[most] === 0) most--;
  let [low, high] = [0, 1];
  if (most > least) {
    const counts = new Uint32Array(bins);
    const scale = (bins - 1) / (most - least);
    for (let place = least; place <= most; place++) {
      const bin = Math.floor((place - least) * scale);
      counts[bin] = (counts[bin] ?? 0) + (often[place] ?? 0);
    }
    [low, high] = ends(least, most, counts, count);
  } else {
    [low, high] = [shift, shift + 1];
  }
  const table = new Uint8Array(size);
  for (let place = least; place <= most; place++) table[place] = greyOf(place, low, high);
  const grey = new Uint8Array(count);
  for (let at = 0; at < count; at++) grey[at] = table[(pixels[at] ?? 0) + shift] ?? 0;
  return grey;
}

const isSmallInteger = (
  pixels: ArrayBufferView,
): pixels is Uint8Array | Int8Array | Uint16Array | Int16Array =>
  pixels instanceof Uint8Array ||
  pixels instanceof Int8Array ||
  pixels instanceof Uint16Array ||
  pixels instanceof Int16Array;

/** Grey of a frame: luminance where it is colour (ITU-R BT.601), values that are no numbers as 0. */
export function greyPlane({ columns, rows, samples, pixels }: DisplayFrame): GreyPlane {
  const count = columns * rows;
  if (samples === 1 && isSmallInteger(pixels)) return { columns, rows, grey: greyOfIntegers(pixels, count) };
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
  return { columns, rows, grey: greyOfNumbers(values) };
}
