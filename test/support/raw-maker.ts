import { gzipSync, zlibSync } from "fflate";
import { crc32 } from "../../src/formats/png/crc32.ts";

/** Writers of 3.9b's formats for tests, by their specifications; they share nothing with the readers but PNG's check sum. */

export const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export interface NiftiMaking {
  readonly dims: readonly number[];
  readonly datatype: number;
  /** Little endian samples. */
  readonly data: Uint8Array;
  readonly wordBytes: number;
  readonly version?: 1 | 2;
  readonly bigEndian?: boolean;
  readonly pixdim?: readonly number[];
  readonly sform?: readonly number[];
  readonly qform?: { readonly quatern: readonly number[]; readonly offset: readonly number[] };
  readonly slope?: number;
  readonly intercept?: number;
  readonly units?: number;
  /** Planted in every text field and an extension. */
  readonly text?: string;
  readonly pair?: boolean;
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(bytes);
  for (let at = 0; at + size <= out.length; at += size) out.subarray(at, at + size).reverse();
  return out;
}

/** A NIfTI file, or `[header, image]` of a pair. */
export function makeNifti(making: NiftiMaking): readonly [Uint8Array<ArrayBuffer>, Uint8Array] {
  const { dims, datatype, data, version = 1, bigEndian = false, pair = false, text = "" } = making;
  const le = !bigEndian;
  const size = version === 1 ? 348 : 540;
  const extension =
    text && !pair ? joined(new Uint8Array(8), ascii(text.padEnd(56, " ").slice(0, 56))) : null;
  if (extension) new DataView(extension.buffer).setInt32(0, 64, le);
  const head = new Uint8Array(size + 4);
  const view = new DataView(head.buffer);
  view.setInt32(0, size, le);
  const dim = [dims.length, ...dims, 1, 1, 1, 1, 1, 1, 1].slice(0, 8);
  const pix = [...(making.pixdim ?? [1, 1, 1, 1]), 1, 1, 1, 1, 1, 1, 1].slice(0, 8);
  const offset = pair ? 0 : size + 4 + (extension?.length ?? 0);
  const put = (at: number, words: string) => head.set(ascii(words), at);
  const { quatern = [0, 0, 0], offset: qoffset = [0, 0, 0] } = making.qform ?? {};
  if (version === 1) {
    dim.forEach((value, index) => {
      view.setInt16(40 + 2 * index, value, le);
    });
    view.setInt16(70, datatype, le);
    pix.forEach((value, index) => {
      view.setFloat32(76 + 4 * index, value, le);
    });
    view.setFloat32(108, offset, le);
    view.setFloat32(112, making.slope ?? 0, le);
    view.setFloat32(116, making.intercept ?? 0, le);
    head[123] = making.units ?? 2;
    view.setInt16(252, making.qform ? 1 : 0, le);
    view.setInt16(254, making.sform ? 2 : 0, le);
    [...quatern, ...qoffset].forEach((value, index) => {
      view.setFloat32(256 + 4 * index, value, le);
    });
    making.sform?.forEach((value, index) => {
      view.setFloat32(280 + 4 * index, value, le);
    });
    put(344, pair ? "ni1" : "n+1");
    for (const [at, length] of [
      [4, 10],
      [14, 18],
      [148, 80],
      [228, 24],
      [328, 16],
    ] as const)
      put(at, text.slice(0, length - 1));
  } else {
    put(4, `${pair ? "ni2" : "n+2"}\0\r\n\u001a\n`);
    view.setInt16(12, datatype, le);
    dim.forEach((value, index) => {
      view.setBigInt64(16 + 8 * index, BigInt(value), le);
    });
    pix.forEach((value, index) => {
      view.setFloat64(104 + 8 * index, value, le);
    });
    view.setBigInt64(168, BigInt(offset), le);
    view.setFloat64(176, making.slope ?? 0, le);
    view.setFloat64(184, making.intercept ?? 0, le);
    view.setInt32(344, making.qform ? 1 : 0, le);
    view.setInt32(348, making.sform ? 2 : 0, le);
    [...quatern, ...qoffset].forEach((value, index) => {
      view.setFloat64(352 + 8 * index, value, le);
    });
    making.sform?.forEach((value, index) => {
      view.setFloat64(400 + 8 * index, value, le);
    });
    view.setInt32(500, making.units ?? 2, le);
    for (const [at, length] of [
      [240, 80],
      [320, 24],
      [508, 16],
    ] as const)
      put(at, text.slice(0, length - 1));
  }
  if (extension) head[size] = 1;
  const samples = bigEndian ? swapped(data, making.wordBytes) : data;
  if (pair) return [head.slice(0, size), samples];
  return [joined(head, extension ?? new Uint8Array(0), samples), samples];
}

/** A NRRD file from its header lines; `encoding` packs the samples. */
export function makeNrrd(
  lines: readonly string[],
  data: Uint8Array,
  encoding: "raw" | "gzip" = "raw",
): Uint8Array<ArrayBuffer> {
  const text = ["NRRD0005", ...lines, `encoding: ${encoding}`].join("\n");
  return joined(ascii(`${text}\n\n`), encoding === "gzip" ? gzipSync(data, { mtime: 0 }) : data);
}

/** A MetaImage from its keys; the last line is added. */
export function makeMetaImage(
  lines: readonly string[],
  data: Uint8Array,
  packed = false,
): Uint8Array<ArrayBuffer> {
  const body = packed ? zlibSync(data) : data;
  const more = packed ? ["CompressedData = True", `CompressedDataSize = ${body.length}`] : [];
  return joined(ascii(`${[...lines, ...more, "ElementDataFile = LOCAL"].join("\n")}\n`), body);
}

export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = joined(new Uint8Array(4), ascii(type), data, new Uint8Array(4));
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

export interface PngMaking {
  readonly columns: number;
  readonly rows: number;
  readonly bits: number;
  readonly colorType: number;
  readonly interlaced?: boolean;
  /** Stored sample of a pixel and channel. */
  readonly sample: (x: number, y: number, channel: number) => number;
  readonly palette?: Uint8Array;
  readonly chunks?: readonly Uint8Array[];
}

const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A PNG of any kind, each line with another filter. */
export function makePng(making: PngMaking): Uint8Array<ArrayBuffer> {
  const { columns, rows, bits, colorType, interlaced = false, sample } = making;
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colorType] ?? 1;
  const pixel = Math.max(1, (channels * bits) / 8);
  const out: number[] = [];
  let filter = 0;
  for (const [left, top, stepX, stepY] of interlaced ? passes : [[0, 0, 1, 1] as const]) {
    let above: number[] = [];
    for (let y = top; y < rows && left < columns; y += stepY) {
      let text = "";
      for (let x = left; x < columns; x += stepX)
        for (let channel = 0; channel < channels; channel++)
          text += sample(x, y, channel).toString(2).padStart(bits, "0");
      const line = (text.padEnd(Math.ceil(text.length / 8) * 8, "0").match(/.{8}/g) ?? []).map((byte) =>
        Number.parseInt(byte, 2),
      );
      filter = (filter + 1) % 5;
      out.push(filter);
      line.forEach((value, index) => {
        const a = line[index - pixel] ?? 0;
        const b = above[index] ?? 0;
        const c = above[index - pixel] ?? 0;
        const p = a + b - c;
        const near = [a, b, c].sort((m, n) => Math.abs(p - m) - Math.abs(p - n))[0] ?? 0;
        const guess = [0, a, b, Math.floor((a + b) / 2), near][filter] ?? 0;
        out.push((value - guess) & 255);
      });
      above = line;
    }
  }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, columns);
  view.setUint32(4, rows);
  head.set([bits, colorType, 0, 0, interlaced ? 1 : 0], 8);
  return joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk("IHDR", head),
    ...(making.palette ? [pngChunk("PLTE", making.palette)] : []),
    ...(making.chunks ?? []),
    pngChunk("IDAT", zlibSync(Uint8Array.from(out))),
    pngChunk("IEND", new Uint8Array(0)),
  );
}

/** A bitmap of 24 bits, bottom up, or of 8 bits with a palette. */
export function makeBmp(
  columns: number,
  rows: number,
  rgb: (x: number, y: number) => readonly [number, number, number],
): Uint8Array<ArrayBuffer> {
  const stride = Math.ceil((columns * 3) / 4) * 4;
  const out = new Uint8Array(54 + stride * rows);
  const view = new DataView(out.buffer);
  out.set(ascii("BM"));
  view.setUint32(2, out.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, columns, true);
  view.setInt32(22, rows, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const [red, green, blue] = rgb(x, y);
      out.set([blue, green, red], 54 + (rows - 1 - y) * stride + 3 * x);
    }
  return out;
}
