import { FormatError } from "../format-error.ts";
import { pictureImage } from "../raw/picture.ts";
import type { RawImage } from "../raw/raw-image.ts";
import { type BmpHeader, readBmpHeader } from "./bmp-header.ts";
import { unpackBmpRuns } from "./bmp-runs.ts";

/** A masked field of a word, stretched to 8 bits. */
function fieldOf(word: number, mask: number): number {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const top = mask >>> shift;
  return Math.round((((word & mask) >>> shift) * 255) / top);
}

/** Bits, indices or words of one stored line to RGB or grey. */
function readLine(file: Uint8Array, at: number, header: BmpHeader, out: Uint8Array, to: number): void {
  const { bits, columns, masks } = header;
  for (let column = 0; column < columns; column++) {
    const place = to + 3 * column;
    if (bits === 24) {
      const from = at + 3 * column;
      out[place] = file[from + 2] ?? 0;
      out[place + 1] = file[from + 1] ?? 0;
      out[place + 2] = file[from] ?? 0;
    } else {
      const size = bits / 8;
      let word = 0;
      for (let byte = size - 1; byte >= 0; byte--)
        word = (word << 8) | (file[at + size * column + byte] ?? 0);
      for (let band = 0; band < 3; band++) out[place + band] = fieldOf(word >>> 0, masks[band] ?? 0);
    }
  }
}

function indicesOf(file: Uint8Array, header: BmpHeader, stride: number): Uint8Array {
  const { columns, rows, bits, dataAt } = header;
  if (header.runLengths) return unpackBmpRuns(file, header);
  const out = new Uint8Array(columns * rows);
  const mask = 2 ** bits - 1;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const bit = column * bits;
      const byte = file[dataAt + row * stride + (bit >> 3)] ?? 0;
      out[row * columns + column] = (byte >> (8 - bits - (bit & 7))) & mask;
    }
  }
  return out;
}

/** Rows as a screen has them: most files begin at the bottom. */
function upright(samples: Uint8Array<ArrayBuffer>, rows: number, topDown: boolean): Uint8Array<ArrayBuffer> {
  if (topDown) return samples;
  const width = samples.length / rows;
  const out = new Uint8Array(samples.length);
  for (let row = 0; row < rows; row++)
    out.set(samples.subarray((rows - 1 - row) * width, (rows - row) * width), row * width);
  return out;
}

/**
 * Reads a Windows bitmap: 1 to 32 bits, palette, masks, run lengths, bottom up or top down. A palette of greys only gives grey. Own
 * reader: small, and itk's drops masks and run lengths. Errors: {@link FormatError}.
 */
export function readBmp(file: Uint8Array): RawImage {
  const header = readBmpHeader(file);
  const { columns, rows, bits, palette, dataAt, topDown } = header;
  const stride = Math.ceil((columns * bits) / 32) * 4;
  const end = dataAt + stride * rows;
  if (!header.runLengths && end > file.length)
    throw new FormatError("truncated", `${end} bytes`, `${file.length}`, file.length);
  const done = (channels: 1 | 3, samples: Uint8Array<ArrayBuffer>) =>
    pictureImage(
      "bmp",
      { columns, rows, channels, bits: 8, samples: upright(samples, rows, topDown) },
      false,
      header.leftOut,
    );
  if (bits > 8) {
    const rgb = new Uint8Array(columns * rows * 3);
    for (let row = 0; row < rows; row++)
      readLine(file, dataAt + row * stride, header, rgb, row * columns * 3);
    return done(3, rgb);
  }
  const indices = indicesOf(file, header, stride);
  const isGrey = palette.every(([red, green, blue]) => red === green && green === blue);
  const bands = isGrey ? 1 : 3;
  const samples = new Uint8Array(columns * rows * bands);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    const entry = palette[indices[pixel] ?? 0];
    for (let band = 0; band < bands; band++) samples[pixel * bands + band] = entry?.[band] ?? 0;
  }
  return done(bands, samples);
}
