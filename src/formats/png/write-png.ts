import { zlibSync } from "fflate";
import { joinBytes } from "../join-bytes.ts";
import { crc32 } from "./crc32.ts";

/** A picture to write: grey of 8 or 16 bits, or RGB of 8; samples row-major, interleaved. */
export interface PngPicture {
  readonly columns: number;
  readonly rows: number;
  readonly channels: 1 | 3;
  readonly bits: 8 | 16;
  readonly samples: Uint8Array | Uint16Array;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** PNG file (W3C PNG 3rd edition) without text, time or colour chunks; filter "up", equal bytes for equal pixels. */
export function writePng(picture: PngPicture): Uint8Array<ArrayBuffer> {
  const { columns, rows, channels, bits, samples } = picture;
  const width = (columns * channels * bits) / 8;
  if (samples.length !== columns * rows * channels)
    throw new Error("PNG: sample count differs from the size");
  const raw = new Uint8Array((width + 1) * rows);
  const line = new Uint8Array(width);
  const above = new Uint8Array(width);
  for (let row = 0; row < rows; row++) {
    const from = row * columns * channels;
    for (let i = 0; i < columns * channels; i++) {
      const value = samples[from + i] ?? 0;
      if (bits === 8) line[i] = value;
      else {
        line[2 * i] = value >> 8;
        line[2 * i + 1] = value & 255;
      }
    }
    const at = row * (width + 1);
    raw[at] = 2;
    for (let i = 0; i < width; i++) raw[at + 1 + i] = (line[i] ?? 0) - (above[i] ?? 0);
    above.set(line);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, columns);
  view.setUint32(4, rows);
  header.set([bits, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  return joinBytes([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", header),
    chunk("IDAT", zlibSync(raw, { level: 6 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}
