import { resample } from "../assist/resample.ts";
import type { ResizeMode } from "./graph-manifest.ts";

/** Where an image lies in the tensor: its first pixel edge and its size, in tensor pixels. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A channel of a picture. */
export interface ChannelPlane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * Where an image of `columns` × `rows` comes to lie in `width` × `height`: `stretch` fills it, `longest-side-pad` keeps the shape and begins at the
 * corner, `letterbox` keeps it and is centred.
 */
export function placementOf(
  columns: number,
  rows: number,
  width: number,
  height: number,
  mode: ResizeMode,
): Placement {
  if (mode === "stretch") return { x: 0, y: 0, width, height };
  const scale = Math.min(width / columns, height / rows);
  const inner = {
    width: Math.max(1, Math.min(width, Math.round(columns * scale))),
    height: Math.max(1, Math.min(height, Math.round(rows * scale))),
  };
  if (mode !== "letterbox") return { x: 0, y: 0, ...inner };
  return { x: Math.floor((width - inner.width) / 2), y: Math.floor((height - inner.height) / 2), ...inner };
}

/** The image at its place in `width` × `height`; what is beside it has the value `pad`. */
export function placeImage(
  plane: ChannelPlane,
  at: Placement,
  width: number,
  height: number,
  pad: number,
): Float32Array<ArrayBuffer> {
  const whole = { x: 0, y: 0, width: plane.columns, height: plane.rows };
  const inner = resample(plane, whole, at.width, at.height).values;
  const out = new Float32Array(width * height).fill(pad);
  for (let row = 0; row < at.height; row++)
    out.set(inner.subarray(row * at.width, (row + 1) * at.width), (row + at.y) * width + at.x);
  return out;
}

/** A point of the image (centre of the first pixel = 0, 0) in tensor pixels, whose edges are whole numbers. */
export function toTensor(
  [x, y]: readonly [number, number],
  at: Placement,
  columns: number,
  rows: number,
): readonly [number, number] {
  return [at.x + ((x + 0.5) * at.width) / columns, at.y + ((y + 0.5) * at.height) / rows];
}

/** An edge position of the tensor as a position in the image (centre of the first pixel = 0, 0). */
export function toImage(
  [x, y]: readonly [number, number],
  at: Placement,
  columns: number,
  rows: number,
): readonly [number, number] {
  return [((x - at.x) * columns) / at.width - 0.5, ((y - at.y) * rows) / at.height - 0.5];
}
