import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";

/** SHA-256 of the pixels of a PNG and of their shape, by Node's own zlib; empty when every pixel is the same. */
export function pictureDigest(png: Uint8Array): string {
  const data = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const [columns, rows] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  const [bits = 8, color = 0] = [data[24], data[25]];
  if (color !== 0 && color !== 2) throw new Error(`PNG: colour type ${color} not expected`);
  const pixelBytes = (color === 2 ? 3 : 1) * (bits / 8);
  const parts: Buffer[] = [];
  for (let at = 8; at < data.length; at += 12 + data.readUInt32BE(at)) {
    if (data.toString("latin1", at + 4, at + 8) !== "IDAT") continue;
    parts.push(data.subarray(at + 8, at + 8 + data.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const width = columns * pixelBytes;
  const pixels = Buffer.alloc(width * rows);
  for (let row = 0; row < rows; row++) {
    const filter = raw[row * (width + 1)];
    if (filter !== 0 && filter !== 2) throw new Error(`PNG: filter ${filter} not expected`);
    for (let at = 0; at < width; at++) {
      const up = filter === 2 && row > 0 ? (pixels[(row - 1) * width + at] ?? 0) : 0;
      pixels[row * width + at] = (raw[row * (width + 1) + 1 + at] ?? 0) + up;
    }
  }
  const first = pixels.subarray(0, pixelBytes);
  let blank = true;
  for (let at = 0; blank && at < pixels.length; at++) blank = pixels[at] === first[at % pixelBytes];
  if (blank) return "";
  return createHash("sha256").update(`${columns} ${rows} ${bits} ${color}\n`).update(pixels).digest("hex");
}
