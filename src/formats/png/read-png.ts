import { unzlibSync } from "fflate";

/** A picture as a reader sees it; 16-bit samples in a `Uint16Array`. */
export interface PngReading {
  readonly columns: number;
  readonly rows: number;
  readonly channels: number;
  readonly bits: number;
  readonly samples: Uint8Array | Uint16Array;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Reads a grey or RGB(A) PNG of 8 or 16 bits with any filter, not interlaced. Throws on anything else. */
export function readPng(file: Uint8Array): PngReading {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0) !== 0x89504e47) throw new Error("PNG: signature expected");
  let position = 8;
  let head: DataView | null = null;
  const parts: Uint8Array[] = [];
  while (position + 12 <= file.length) {
    const length = view.getUint32(position);
    const type = view.getUint32(position + 4);
    const data = file.subarray(position + 8, position + 8 + length);
    if (type === 0x49484452) head = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (type === 0x49444154) parts.push(data);
    position += 12 + length;
  }
  if (!head) throw new Error("PNG: header expected");
  const [columns, rows, bits] = [head.getUint32(0), head.getUint32(4), head.getUint8(8)];
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[head.getUint8(9)];
  if (!channels || (bits !== 8 && bits !== 16) || head.getUint8(12))
    throw new Error("PNG: kind not supported");
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    packed.set(part, at);
    return at + part.length;
  }, 0);
  const pixel = (channels * bits) / 8;
  const stride = columns * pixel;
  const data = unzlibSync(packed);
  if (data.length !== (stride + 1) * rows) throw new Error("PNG: pixel data has the wrong length");
  const out = new Uint8Array(stride * rows);
  for (let row = 0; row < rows; row++) {
    const filter = data[row * (stride + 1)] ?? 0;
    for (let i = 0; i < stride; i++) {
      const left = i >= pixel ? (out[row * stride + i - pixel] ?? 0) : 0;
      const up = row > 0 ? (out[(row - 1) * stride + i] ?? 0) : 0;
      const corner = row > 0 && i >= pixel ? (out[(row - 1) * stride + i - pixel] ?? 0) : 0;
      const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      if (add === undefined) throw new Error("PNG: filter not known");
      out[row * stride + i] = (data[row * (stride + 1) + 1 + i] ?? 0) + add;
    }
  }
  if (bits === 8) return { columns, rows, channels, bits, samples: out };
  const wide = new DataView(out.buffer);
  const samples = Uint16Array.from({ length: out.length / 2 }, (_, i) => wide.getUint16(2 * i));
  return { columns, rows, channels, bits, samples };
}
