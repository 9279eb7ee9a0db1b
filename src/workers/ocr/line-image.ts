import type { Area } from "../../domain/deid/area.ts";

/** A plane of grey, 8 bits. */
export interface Grey {
  readonly columns: number;
  readonly rows: number;
  readonly grey: Uint8Array<ArrayBuffer>;
}

/** Room around a line: the reader misses letters that touch the edge. */
const margin = 6;
/** Letters are read best at about this height of a line, in pixels. */
const bestHeight = 48;
/** An enlarged part is at most this wide. */
const mostColumns = 4000;

function middleOf(values: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  let sum = 0;
  for (let grey = 0; grey < 256; grey++) {
    sum += counts[grey] ?? 0;
    if (sum * 2 >= values.length) return grey;
  }
  return 255;
}

/** `area` of a plane with a margin of its ground, dark letters on a bright ground, enlarged smoothly by a whole factor. */
export function lineImage({ columns, rows, grey }: Grey, area: Area): Grey {
  const left = Math.max(0, Math.floor(area.x));
  const top = Math.max(0, Math.floor(area.y));
  const width = Math.max(1, Math.min(columns, Math.ceil(area.x + area.width)) - left);
  const height = Math.max(1, Math.min(rows, Math.ceil(area.y + area.height)) - top);
  const cut = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * columns + left;
    cut.set(grey.subarray(from, from + width), row * width);
  }
  const ground = middleOf(cut);
  const invert = ground < 128;
  const wide = width + 2 * margin;
  const high = height + 2 * margin;
  const framed = new Uint8Array(wide * high).fill(invert ? 255 - ground : ground);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const value = cut[row * width + column] ?? 0;
      framed[(row + margin) * wide + column + margin] = invert ? 255 - value : value;
    }
  const factor = Math.max(1, Math.min(4, Math.round(bestHeight / height), Math.floor(mostColumns / wide)));
  return enlarged({ columns: wide, rows: high, grey: framed }, factor);
}

function enlarged(plane: Grey, factor: number): Grey {
  if (factor === 1) return plane;
  const columns = plane.columns * factor;
  const rows = plane.rows * factor;
  const grey = new Uint8Array(columns * rows);
  const at = (x: number, y: number) => plane.grey[y * plane.columns + x] ?? 0;
  for (let row = 0; row < rows; row++) {
    const y = Math.min(plane.rows - 1, Math.max(0, (row + 0.5) / factor - 0.5));
    const [above, dy] = [Math.floor(y), y - Math.floor(y)];
    const below = Math.min(plane.rows - 1, above + 1);
    for (let column = 0; column < columns; column++) {
      const x = Math.min(plane.columns - 1, Math.max(0, (column + 0.5) / factor - 0.5));
      const [before, dx] = [Math.floor(x), x - Math.floor(x)];
      const after = Math.min(plane.columns - 1, before + 1);
      const upper = at(before, above) * (1 - dx) + at(after, above) * dx;
      const lower = at(before, below) * (1 - dx) + at(after, below) * dx;
      grey[row * columns + column] = Math.round(upper * (1 - dy) + lower * dy);
    }
  }
  return { columns, rows, grey };
}

/** A plane as a binary PGM file, which needs no encoder. */
export function pgmFile({ columns, rows, grey }: Grey): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`P5\n${columns} ${rows}\n255\n`);
  const file = new Uint8Array(head.length + grey.length);
  file.set(head);
  file.set(grey, head.length);
  return file;
}
