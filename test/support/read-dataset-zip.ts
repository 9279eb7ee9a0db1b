import { inflateSync } from "node:zlib";
import { unzipSync } from "fflate";

/** A dataset as an ML engineer's script would see it: files by their path inside the dataset. */
export function openDatasetZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [name, data] of Object.entries(unzipSync(bytes)))
    files.set(name.slice(name.indexOf("/") + 1), data);
  return files;
}

/** Pixels of a grey 8-bit PNG by Node's own zlib; knows the filters "none" and "up" only and refuses others. */
export function greyPixels(png: Uint8Array): { columns: number; rows: number; pixels: Uint8Array } {
  const data = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const columns = data.readUInt32BE(16);
  const rows = data.readUInt32BE(20);
  if (data[24] !== 8 || data[25] !== 0) throw new Error("expected an 8-bit grey picture");
  const parts: Buffer[] = [];
  for (let at = 8; at < data.length; at += 12 + data.readUInt32BE(at)) {
    if (data.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(data.subarray(at + 8, at + 8 + data.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const pixels = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const filter = raw[row * (columns + 1)];
    if (filter !== 0 && filter !== 2) throw new Error(`filter ${filter} not expected`);
    for (let column = 0; column < columns; column++) {
      const up = filter === 2 && row > 0 ? (pixels[(row - 1) * columns + column] ?? 0) : 0;
      pixels[row * columns + column] = (raw[row * (columns + 1) + 1 + column] ?? 0) + up;
    }
  }
  return { columns, rows, pixels };
}

/** Pixels of a COCO mask by the published algorithm of `rleFrString`, row-major. */
export function cocoPixels(segmentation: { size: [number, number]; counts: string }): Uint8Array {
  const [rows, columns] = segmentation.size;
  const counts: number[] = [];
  let value = 0;
  let bits = 0;
  for (const char of segmentation.counts) {
    const code = char.charCodeAt(0) - 48;
    value |= (code & 31) << bits;
    bits += 5;
    if (code & 32) continue;
    if (code & 16) value |= -1 << bits;
    counts.push(counts.length > 2 ? value + (counts.at(-2) ?? 0) : value);
    value = 0;
    bits = 0;
  }
  const columnMajor = counts.flatMap((count, index) => new Array<number>(count).fill(index % 2));
  return new Uint8Array(rows * columns).map((_, i) => {
    const row = Math.floor(i / columns);
    return columnMajor[(i % columns) * rows + row] ?? 0;
  });
}
