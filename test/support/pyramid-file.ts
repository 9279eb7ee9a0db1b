import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";

/** A BigTIFF pyramid to write: RGB, 8 bits, square tiles, one page a level, finest first. */
export interface PyramidFile {
  readonly columns: number;
  readonly rows: number;
  readonly levels: number;
  readonly tileSize: number;
  /** TIFF Compression: 1 none, 7 JPEG (YCbCr, 2 × 2), 8 deflate. */
  readonly compression: 1 | 7 | 8;
  /** Bytes of one tile; null leaves a hole of the size of an uncompressed tile: zeros that take no room on the disk. */
  readonly tile: (level: number, tileColumn: number, tileRow: number) => Uint8Array | null;
}

type Field = readonly [tag: number, type: 3 | 4 | 16, values: readonly number[]];

const sizes = { 3: 2, 4: 4, 16: 8 } as const;

function valueBytes(type: Field[1], values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * sizes[type]);
  values.forEach((value, at) => {
    if (type === 3) bytes.writeUInt16LE(value, at * 2);
    else if (type === 4) bytes.writeUInt32LE(value, at * 4);
    else bytes.writeBigUInt64LE(BigInt(value), at * 8);
  });
  return bytes;
}

/** Writes the file to `path`; gives the number of its tiles and its length. */
export function writePyramid(path: string, made: PyramidFile): { tiles: number; lengthBytes: number } {
  const { columns, rows, levels, tileSize, compression, tile } = made;
  const file = openSync(path, "w");
  let end = 16;
  let tiles = 0;
  let link = 8;
  const put = (bytes: Uint8Array, at: number) => void writeSync(file, bytes, 0, bytes.length, at);
  const append = (bytes: Uint8Array) => {
    const at = end;
    put(bytes, at);
    end += bytes.length + (bytes.length % 2);
    return at;
  };
  put(Buffer.from([0x49, 0x49, 43, 0, 8, 0, 0, 0]), 0);
  for (let level = 0; level < levels; level++) {
    const width = Math.ceil(columns / 2 ** level);
    const height = Math.ceil(rows / 2 ** level);
    const offsets: number[] = [];
    const lengths: number[] = [];
    for (let tileRow = 0; tileRow * tileSize < height; tileRow++) {
      for (let tileColumn = 0; tileColumn * tileSize < width; tileColumn++) {
        const bytes = tile(level, tileColumn, tileRow);
        lengths.push(bytes?.length ?? tileSize * tileSize * 3);
        if (bytes) offsets.push(append(bytes));
        else {
          offsets.push(end);
          end += tileSize * tileSize * 3;
        }
        tiles++;
      }
    }
    const fields: Field[] = [
      [254, 4, [level === 0 ? 0 : 1]],
      [256, 4, [width]],
      [257, 4, [height]],
      [258, 3, [8, 8, 8]],
      [259, 3, [compression]],
      [262, 3, [compression === 7 ? 6 : 2]],
      [277, 3, [3]],
      [284, 3, [1]],
      [322, 4, [tileSize]],
      [323, 4, [tileSize]],
      [324, 16, offsets],
      [325, 4, lengths],
      ...(compression === 7 ? [[530, 3, [2, 2]] as const] : []),
    ];
    const placed = fields.map(([tag, type, values]) => {
      const bytes = valueBytes(type, values);
      const inline = Buffer.alloc(8);
      if (bytes.length <= 8) bytes.copy(inline);
      else inline.writeBigUInt64LE(BigInt(append(bytes)));
      const entry = Buffer.alloc(20);
      entry.writeUInt16LE(tag, 0);
      entry.writeUInt16LE(type, 2);
      entry.writeBigUInt64LE(BigInt(values.length), 4);
      inline.copy(entry, 12);
      return entry;
    });
    const count = Buffer.alloc(8);
    count.writeBigUInt64LE(BigInt(fields.length));
    const at = append(Buffer.concat([count, ...placed, Buffer.alloc(8)]));
    const pointer = Buffer.alloc(8);
    pointer.writeBigUInt64LE(BigInt(at));
    put(pointer, link);
    link = at + 8 + 20 * fields.length;
  }
  ftruncateSync(file, end);
  closeSync(file);
  return { tiles, lengthBytes: end };
}

/** A drawn tissue: colour at a place of the finest level, smooth enough to be seen at every level. */
export function tissueColor(x: number, y: number): readonly [number, number, number] {
  const wave = Math.sin(x / 410) * Math.cos(y / 530) + 0.5 * Math.sin((x + y) / 170);
  const nucleus = ((x >> 5) * 7 + (y >> 5) * 13) % 11 === 0 && wave > -0.2;
  if (wave < -0.6) return [243, 240, 244];
  return nucleus ? [108, 66, 140] : [222, 150 + Math.round(wave * 30), 190];
}

/** Uncompressed pixels of one tile of the drawn tissue. */
export function tissueTile(tileSize: number, level: number, tileColumn: number, tileRow: number): Buffer {
  const pixels = Buffer.alloc(tileSize * tileSize * 3);
  const scale = 2 ** level;
  let at = 0;
  for (let row = 0; row < tileSize; row++) {
    for (let column = 0; column < tileSize; column++) {
      const color = tissueColor((tileColumn * tileSize + column) * scale, (tileRow * tileSize + row) * scale);
      pixels[at++] = color[0];
      pixels[at++] = color[1];
      pixels[at++] = color[2];
    }
  }
  return pixels;
}
