import { zlibSync } from "fflate";

/** One page to write: `values` are rows × columns × samples, interleaved. */
export interface MadePage {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
  readonly samples?: number;
  readonly bits?: number;
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format?: 1 | 2 | 3;
  readonly photometric?: number;
  readonly compression?: "none" | "packbits" | "lzw" | "deflate";
  readonly predictor?: 1 | 2 | 3;
  readonly planar?: 1 | 2;
  readonly tile?: readonly [columns: number, rows: number];
  readonly rowsPerStrip?: number;
  readonly fillOrder?: 1 | 2;
  /** Smaller copies that tag 330 points at. */
  readonly subPages?: readonly MadePage[];
  /** Further tags as [tag, type 3 SHORT or 4 LONG, values]. */
  readonly more?: readonly (readonly [tag: number, type: 3 | 4, values: readonly number[]])[];
}

export interface MadeTiffOptions {
  readonly bigEndian?: boolean;
  readonly big?: boolean;
}

const codes = { none: 1, lzw: 5, deflate: 8, packbits: 32773 } as const;

function putSample(view: DataView, at: number, bits: number, format: number, value: number, little: boolean) {
  if (format === 3) {
    if (bits === 32) view.setFloat32(at, value, little);
    else view.setFloat64(at, value, little);
  } else if (bits === 8) view.setInt8(at, value);
  else if (bits === 16) view.setInt16(at, value, little);
  else view.setInt32(at, value, little);
}

function addHorizontal(values: number[], perRow: number, stride: number, bits: number): number[] {
  return values.map((value, at) => {
    if (at % perRow < stride) return value;
    const difference = value - (values[at - stride] ?? 0);
    return bits === 32 ? difference | 0 : difference & (2 ** bits - 1);
  });
}

/** Rows of samples to the bytes of an uncompressed chunk. */
function chunkBytes(values: number[], perRow: number, page: Required<MadePage>, little: boolean): Uint8Array {
  const { bits, format, predictor } = page;
  const stride = page.planar === 2 ? 1 : page.samples;
  const source = predictor === 2 ? addHorizontal(values, perRow, stride, bits) : values;
  const rows = values.length / perRow;
  if (bits % 8 !== 0) {
    const rowBytes = Math.ceil((perRow * bits) / 8);
    const out = new Uint8Array(rowBytes * rows);
    source.forEach((value, index) => {
      const bit = Math.floor(index / perRow) * rowBytes * 8 + (index % perRow) * bits;
      for (let k = 0; k < bits; k++) {
        if ((value >> (bits - 1 - k)) & 1)
          out[(bit + k) >> 3] = (out[(bit + k) >> 3] ?? 0) | (128 >> ((bit + k) & 7));
      }
    });
    return out;
  }
  const size = bits / 8;
  const view = new DataView(new ArrayBuffer(source.length * size));
  // Predictor 3 wants the bytes most significant first, whatever the file's order.
  const order = predictor === 3 ? false : little;
  source.forEach((value, index) => {
    putSample(view, index * size, bits, format, value, order);
  });
  const bytes = new Uint8Array(view.buffer);
  if (predictor !== 3) return bytes;
  const out = new Uint8Array(bytes.length);
  const rowBytes = perRow * size;
  for (let row = 0; row < rows; row++) {
    const shuffled = new Uint8Array(rowBytes).map((_, at) => {
      const byte = Math.floor(at / perRow);
      return bytes[row * rowBytes + (at % perRow) * size + byte] ?? 0;
    });
    for (let at = 0; at < rowBytes; at++) {
      out[row * rowBytes + at] = (shuffled[at] ?? 0) - (at >= stride ? (shuffled[at - stride] ?? 0) : 0);
    }
  }
  return out;
}

function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run++;
    if (run > 1) out.push(257 - run, bytes[at] ?? 0);
    else out.push(0, bytes[at] ?? 0);
    at += run;
  }
  return Uint8Array.from(out);
}

/** TIFF LZW with a table of strings: another way than the reader's table of places. */
function lzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  let width = 9;
  const put = (code: number) => {
    held = (held << width) | code;
    bits += width;
    while (bits >= 8) {
      bits -= 8;
      out.push((held >>> bits) & 255);
      held &= (1 << bits) - 1;
    }
  };
  let table = new Map<string, number>();
  const reset = () => {
    table = new Map(Array.from({ length: 256 }, (_, code) => [String.fromCharCode(code), code]));
    width = 9;
  };
  reset();
  put(256);
  let text = "";
  let next = 258;
  for (const byte of bytes) {
    const longer = text + String.fromCharCode(byte);
    if (table.has(longer)) {
      text = longer;
      continue;
    }
    put(table.get(text) ?? 0);
    table.set(longer, next++);
    if (next === 4094) {
      put(256);
      reset();
      next = 258;
    } else if (next + 1 > 1 << width) width++;
    text = String.fromCharCode(byte);
  }
  if (text !== "") put(table.get(text) ?? 0);
  put(257);
  if (bits > 0) out.push((held << (8 - bits)) & 255);
  return Uint8Array.from(out);
}

const compress = {
  none: (bytes: Uint8Array) => bytes,
  packbits: packBits,
  lzw,
  deflate: (bytes: Uint8Array) => zlibSync(bytes),
};

const mirrored = (bytes: Uint8Array) =>
  bytes.map((byte) => Number.parseInt(byte.toString(2).padStart(8, "0").split("").reverse().join(""), 2));

function chunksOf(page: Required<MadePage>, little: boolean): Uint8Array[] {
  const { columns, rows, samples, values, planar } = page;
  const tiled = page.tile[0] > 0;
  const [width, height] = tiled ? page.tile : [columns, page.rowsPerStrip];
  const chunks: Uint8Array[] = [];
  for (let plane = 0; plane < (planar === 2 ? samples : 1); plane++) {
    const wanted = planar === 2 ? [plane] : Array.from({ length: samples }, (_, s) => s);
    for (let top = 0; top < rows; top += height) {
      for (let left = 0; left < columns; left += width) {
        const bottom = tiled ? top + height : Math.min(top + height, rows);
        const picked: number[] = [];
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < left + width; column++) {
            const inside = row < rows && column < columns;
            const from = (row * columns + column) * samples;
            for (const sample of wanted) picked.push(inside ? (values[from + sample] ?? 0) : 0);
          }
        }
        const plain = chunkBytes(picked, width * (planar === 2 ? 1 : samples), page, little);
        const packed = compress[page.compression](plain);
        chunks.push(page.fillOrder === 2 ? mirrored(packed) : packed);
      }
    }
  }
  return chunks;
}

/** Writes a TIFF or BigTIFF of these pages: the independent half of the reader's tests. */
export function makeTiff(pages: readonly MadePage[], options: MadeTiffOptions = {}): Uint8Array<ArrayBuffer> {
  const { big = false, bigEndian = false } = options;
  const little = !bigEndian;
  const parts: { at: number; bytes: Uint8Array }[] = [];
  let end = big ? 16 : 8;
  const place = (bytes: Uint8Array) => {
    const at = end;
    parts.push({ at, bytes });
    end += bytes.length + (bytes.length & 1);
    return at;
  };
  const numbers = (type: number, values: readonly number[]) => {
    const size = type === 3 ? 2 : type === 16 ? 8 : 4;
    const view = new DataView(new ArrayBuffer(values.length * size));
    values.forEach((value, index) => {
      if (size === 2) view.setUint16(index * 2, value, little);
      else if (size === 4) view.setUint32(index * 4, value, little);
      else view.setBigUint64(index * 8, BigInt(value), little);
    });
    return new Uint8Array(view.buffer);
  };
  const entriesOf = (given: MadePage) => {
    const page: Required<MadePage> = {
      samples: 1,
      bits: 8,
      format: 1,
      photometric: given.samples === 3 ? 2 : 1,
      compression: "none",
      predictor: 1,
      planar: 1,
      tile: [0, 0],
      rowsPerStrip: given.rows,
      fillOrder: 1,
      more: [],
      subPages: [],
      ...given,
    };
    const chunks = chunksOf(page, little);
    const offsets = chunks.map(place);
    const counts = chunks.map((chunk) => chunk.length);
    const wide = big ? 16 : 4;
    const tiled = page.tile[0] > 0;
    const entries: [number, number, readonly number[]][] = [
      [256, 4, [page.columns]],
      [257, 4, [page.rows]],
      [258, 3, Array.from({ length: page.samples }, () => page.bits)],
      [259, 3, [codes[page.compression]]],
      [262, 3, [page.photometric]],
      [266, 3, [page.fillOrder]],
      [277, 3, [page.samples]],
      [284, 3, [page.planar]],
      [317, 3, [page.predictor]],
      [339, 3, Array.from({ length: page.samples }, () => page.format)],
      ...(tiled
        ? ([
            [322, 4, [page.tile[0]]],
            [323, 4, [page.tile[1]]],
            [324, wide, offsets],
            [325, wide, counts],
          ] as [number, number, number[]][])
        : ([
            [273, wide, offsets],
            [278, 4, [page.rowsPerStrip]],
            [279, wide, counts],
          ] as [number, number, number[]][])),
      ...(page.subPages.length > 0
        ? [[330, big ? 16 : 4, page.subPages.map(placeDirectory)] as [number, number, number[]]]
        : []),
      ...page.more.map(([tag, type, values]) => [tag, type, values] as [number, number, readonly number[]]),
    ];
    return entries.sort(([a], [b]) => a - b);
  };
  const writeDirectory = (entries: readonly (readonly [number, number, readonly number[]])[]) => {
    const [countBytes, size, room, link] = big ? [8, 20, 8, 8] : [2, 12, 4, 4];
    const view = new DataView(new ArrayBuffer(countBytes + entries.length * size + link));
    if (big) view.setBigUint64(0, BigInt(entries.length), little);
    else view.setUint16(0, entries.length, little);
    entries.forEach(([tag, type, values], index) => {
      const at = countBytes + index * size;
      view.setUint16(at, tag, little);
      view.setUint16(at + 2, type, little);
      const bytes = numbers(type, values);
      const valueAt = at + (big ? 12 : 8);
      if (big) view.setBigUint64(at + 4, BigInt(values.length), little);
      else view.setUint32(at + 4, values.length, little);
      if (bytes.length <= room) new Uint8Array(view.buffer).set(bytes, valueAt);
      else if (big) view.setBigUint64(valueAt, BigInt(place(bytes)), little);
      else view.setUint32(valueAt, place(bytes), little);
    });
    return { at: place(new Uint8Array(view.buffer)), view, next: view.byteLength - link };
  };
  function placeDirectory(page: MadePage): number {
    return writeDirectory(entriesOf(page)).at;
  }
  const heads = pages.map(entriesOf).map(writeDirectory);
  const file = new Uint8Array(end);
  const header = new DataView(file.buffer);
  const pointer = (target: DataView, at: number, value: number) =>
    big ? target.setBigUint64(at, BigInt(value), little) : target.setUint32(at, value, little);
  heads.forEach((head, index) => {
    pointer(head.view, head.next, heads[index + 1]?.at ?? 0);
  });
  for (const { at, bytes } of parts) file.set(bytes, at);
  file.set(little ? [0x49, 0x49] : [0x4d, 0x4d]);
  header.setUint16(2, big ? 43 : 42, little);
  if (big) header.setUint16(4, 8, little);
  pointer(header, big ? 8 : 4, heads[0]?.at ?? 0);
  return file;
}
