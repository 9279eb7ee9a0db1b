import type { AssistPlane } from "../calls/assist-calls.ts";
import type { MaskRle } from "../mask.ts";
import { decodeMaskRle } from "../mask-rle.ts";
import type { Prompts } from "../proposal.ts";
import { paintDisk } from "./disk.ts";
import { finitePlane, type NormalizedPlane, normalizePlane } from "./normalize-plane.ts";
import { promptPoints } from "./prompt-points.ts";
import { type PixelWindow, resample } from "./resample.ts";

/** What a run of the network is made from. */
export interface PlanesInput {
  readonly plane: AssistPlane;
  readonly prompts: Prompts;
  readonly previous: MaskRle | null;
  readonly window: PixelWindow;
  readonly side: number;
  readonly channels: readonly string[];
  /** Gives what {@link seenImage} does, where it may be remembered. */
  readonly images?: SeeImage;
}

/** Makes the image as the network sees it. */
export type SeeImage = (plane: AssistPlane, window: PixelWindow, side: number) => NormalizedPlane;

/** A window of a plane at the network's size, scaled to [0, 1]. */
export const seenImage: SeeImage = (plane, window, side) =>
  normalizePlane(resample(finitePlane(plane), window, side, side));

/** {@link seenImage}, remembering the last one of each plane as long as that lives: the seeds of a slice are all asked of one window. */
export function rememberedImages(): SeeImage {
  const last = new WeakMap<AssistPlane, { readonly key: string; readonly image: NormalizedPlane }>();
  return (plane, window, side) => {
    const key = [window.x, window.y, window.width, window.height, side].join();
    const known = last.get(plane);
    if (known?.key === key) return known.image;
    const image = seenImage(plane, window, side);
    last.set(plane, { key, image });
    return image;
  };
}

/** The tensor `[channels, side, side]`, row-major, and whether the crop had any contrast. */
export interface Planes {
  readonly values: Float32Array<ArrayBuffer>;
  readonly hasContrast: boolean;
}

function paintPoints(into: Float32Array, points: Prompts["positive"], radius: number, input: PlanesInput) {
  const { window, side } = input;
  for (const [x, y] of points) {
    const column = Math.floor(((x + 0.5 - window.x) * side) / window.width);
    const row = Math.floor(((y + 0.5 - window.y) * side) / window.height);
    paintDisk(into, side, side, column, row, radius);
  }
}

function paintBox(into: Float32Array, { prompts, window, side }: PlanesInput) {
  if (!prompts.box) return;
  const [x0, y0, x1, y1] = prompts.box;
  const scale = side / window.width;
  const inside = (at: number, low: number, high: number, origin: number) => {
    const centre = (at + 0.5) / scale + origin - 0.5;
    return centre >= low - 0.5 && centre <= high + 0.5;
  };
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (inside(x, x0, x1, window.x) && inside(y, y0, y1, window.y)) into[y * side + x] = 1;
}

function previousPlane(input: PlanesInput): Float32Array | null {
  if (!input.previous) return null;
  const { columns, rows, bits } = decodeMaskRle(input.previous);
  const { window } = input;
  // Outside the image there is no old mask: pad by one background pixel that resampling then repeats.
  const padded = new Float32Array((columns + 2) * (rows + 2));
  for (let y = 0; y < rows; y++)
    padded.set(bits.subarray(y * columns, (y + 1) * columns), (y + 1) * (columns + 2) + 1);
  const plane = { columns: columns + 2, rows: rows + 2, values: padded };
  return resample(plane, { ...window, x: window.x + 1, y: window.y + 1 }, input.side, input.side).values;
}

/**
 * The planes of contract `prompt2d/1` in the order of the manifest's `channels`: `image`, `pos:disk:r`, `neg:disk:r`, `box:fill`,
 * `prev:prob`. Throws a RangeError for a channel that this version does not know.
 */
export function promptPlanes(input: PlanesInput): Planes {
  const { plane, prompts, window, side, channels } = input;
  const size = side * side;
  const values = new Float32Array(channels.length * size);
  const image = (input.images ?? seenImage)(plane, window, side);
  channels.forEach((channel, index) => {
    const part = values.subarray(index * size, (index + 1) * size);
    const [name, shape, radius] = channel.split(":");
    if (channel === "image") part.set(image.plane.values);
    else if (name === "pos" && shape === "disk")
      paintPoints(part, promptPoints(prompts, true), Number(radius), input);
    else if (name === "neg" && shape === "disk")
      paintPoints(part, promptPoints(prompts, false), Number(radius), input);
    else if (channel === "box:fill") paintBox(part, input);
    else if (channel === "prev:prob") part.set(previousPlane(input) ?? new Float32Array(size));
    else throw new RangeError(`Model input channel “${channel}” is not known to this version.`);
  });
  return { values, hasContrast: image.hasContrast };
}
