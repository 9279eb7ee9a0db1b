import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import { type Said, say } from "../../domain/said.ts";
import type { PngPicture } from "../../formats/png/write-png.ts";

/** A frame as a picture file holds it: stored value = sample ÷ `scale` − `valueOffset`. */
export interface FramePicture {
  readonly picture: PngPicture;
  readonly valueOffset: number;
  readonly scale: number;
  /** What the picture cannot hold, in words, or null. */
  readonly loss: Said | null;
}

function grey(frame: DecodedFrame, bits: 8 | 16, valueOffset: number): FramePicture {
  const { columns, rows, pixels } = frame;
  const samples = bits === 8 ? new Uint8Array(columns * rows) : new Uint16Array(columns * rows);
  for (let pixel = 0; pixel < samples.length; pixel++) samples[pixel] = (pixels[pixel] ?? 0) + valueOffset;
  return { picture: { columns, rows, channels: 1, bits, samples }, valueOffset, scale: 1, loss: null };
}

function color(frame: DecodedFrame): FramePicture {
  const { columns, rows, pixels, samples: channels } = frame;
  const shift = frame.type === "u16" ? 8 : 0;
  const samples = new Uint8Array(columns * rows * 3);
  for (let pixel = 0; pixel < columns * rows; pixel++) {
    for (let band = 0; band < 3; band++)
      samples[pixel * 3 + band] = (pixels[pixel * channels + band] ?? 0) >> shift;
  }
  const loss = shift ? say`colour cut to 8 bits` : null;
  return { picture: { columns, rows, channels: 3, bits: 8, samples }, valueOffset: 0, scale: 1, loss };
}

function palette(frame: DecodedFrame, facts: ImageFacts): FramePicture {
  const { columns, rows, pixels } = frame;
  const samples = new Uint8Array(columns * rows * 3);
  const { palette: table } = facts;
  const last = (table?.red.length ?? 1) - 1;
  for (let pixel = 0; pixel < columns * rows; pixel++) {
    const entry = Math.min(last, Math.max(0, (pixels[pixel] ?? 0) - (table?.firstInput ?? 0)));
    samples[pixel * 3] = table?.red[entry] ?? 0;
    samples[pixel * 3 + 1] = table?.green[entry] ?? 0;
    samples[pixel * 3 + 2] = table?.blue[entry] ?? 0;
  }
  return { picture: { columns, rows, channels: 3, bits: 8, samples }, valueOffset: 0, scale: 1, loss: null };
}

/** 32-bit and float samples stretched to 16 bits; NaN becomes the lowest value. */
function stretched(frame: DecodedFrame): FramePicture {
  const { columns, rows, pixels } = frame;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of pixels) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? 65535 / (high - low) : 1;
  const samples = new Uint16Array(columns * rows);
  for (let pixel = 0; pixel < samples.length; pixel++) {
    samples[pixel] = Math.round(((pixels[pixel] ?? 0) - low) * scale) || 0;
  }
  const picture: PngPicture = { columns, rows, channels: 1, bits: 16, samples };
  return {
    picture,
    valueOffset: Number.isFinite(low) ? -low : 0,
    scale,
    loss: say`values rounded to 16 bits`,
  };
}

/** The picture of a frame for ML tools (export-and-workflow 3.6): stored values, no window, signed ones with an offset. */
export function framePicture(frame: DecodedFrame, facts: ImageFacts): FramePicture {
  if (facts.color === "palette") return palette(frame, facts);
  if (frame.samples >= 3) return color(frame);
  if (frame.type === "u8") return grey(frame, 8, 0);
  if (frame.type === "i8") return grey(frame, 8, 128);
  if (frame.type === "u16") return grey(frame, 16, 0);
  if (frame.type === "i16") return grey(frame, 16, 32768);
  return stretched(frame);
}
