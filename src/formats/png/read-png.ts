import { FormatError } from "../format-error.ts";
import { inflateBounded } from "../raw/inflate-bounded.ts";
import type { Announce } from "../raw/raw-image.ts";
import { readPngChunks } from "./png-chunks.ts";
import { type PngPass, pngPasses, unfilter } from "./png-scanlines.ts";

/**
 * A picture as a reader sees it: stored samples of `bits`, interleaved, 16-bit ones in a `Uint16Array`. A palette is resolved to
 * RGB of 8 bits.
 */
export interface PngReading {
  readonly columns: number;
  readonly rows: number;
  readonly channels: number;
  readonly bits: number;
  readonly samples: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** Of a picture with a palette: the stored indices. */
  readonly indices?: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** Types of chunks that are neither pixels nor palette. */
  readonly otherTypes: readonly string[];
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const mostSamples = 1 << 29;

/** Puts the samples of one pass at their places. */
function spread(
  lines: Uint8Array,
  stride: number,
  pass: PngPass,
  bits: number,
  channels: number,
  columns: number,
  out: Uint8Array | Uint16Array,
): void {
  const mask = 2 ** Math.min(bits, 8) - 1;
  for (let row = 0; row < pass.rows; row++) {
    const line = row * stride;
    const y = pass.top + row * pass.stepY;
    for (let column = 0; column < pass.columns; column++) {
      const to = (y * columns + pass.left + column * pass.stepX) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const index = column * channels + channel;
        if (bits === 16) {
          const at = line + 2 * index;
          out[to + channel] = ((lines[at] ?? 0) << 8) | (lines[at + 1] ?? 0);
        } else if (bits === 8) out[to + channel] = lines[line + index] ?? 0;
        else {
          const bit = index * bits;
          out[to + channel] = ((lines[line + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & mask;
        }
      }
    }
  }
}

function resolved(indices: Uint8Array | Uint16Array, palette: Uint8Array): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(indices.length * 3);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const from = 3 * (indices[pixel] ?? 0);
    for (let band = 0; band < 3; band++) rgb[pixel * 3 + band] = palette[from + band] ?? 0;
  }
  return rgb;
}

/** Reads a PNG of any kind: 1 to 16 bits, grey, RGB, palette, alpha, interlaced or not. Errors: {@link FormatError}. */
export function readPng(file: Uint8Array, announce?: Announce): PngReading {
  const { columns, rows, bits, colorType, interlaced, palette, packed, packedAt, otherTypes } =
    readPngChunks(file);
  const channels = channelsOf[colorType] ?? 1;
  const count = columns * rows * channels;
  if (columns < 1 || rows < 1) throw new FormatError("parse-error", "a picture of some size", "none", 16);
  if (count > mostSamples) throw new FormatError("too-large", `at most ${mostSamples} samples`, "more", 16);
  const passes = pngPasses(columns, rows, interlaced).map((pass) => ({
    pass,
    stride: Math.ceil((pass.columns * channels * bits) / 8),
  }));
  const total = passes.reduce((sum, { pass, stride }) => sum + pass.rows * (stride + 1), 0);
  announce?.(total);
  const data = inflateBounded(packed, total, packedAt);
  const samples = bits === 16 ? new Uint16Array(count) : new Uint8Array(count);
  const pixel = Math.max(1, (channels * bits) / 8);
  let at = 0;
  for (const { pass, stride } of passes) {
    const end = at + pass.rows * (stride + 1);
    const lines = unfilter(data.subarray(at, end), pass.rows, stride, pixel);
    spread(lines, stride, pass, bits, channels, columns, samples);
    at = end;
  }
  if (colorType !== 3) return { columns, rows, channels, bits, samples, otherTypes };
  return {
    columns,
    rows,
    channels: 3,
    bits: 8,
    samples: resolved(samples, palette),
    indices: samples,
    otherTypes,
  };
}
