import type { Area } from "../../domain/deid/area.ts";
import { closeRows, evenGround, quantiles } from "./line-ground.ts";

/** A plane of grey, 8 bits. */
export interface Grey {
  readonly columns: number;
  readonly rows: number;
  readonly grey: Uint8Array<ArrayBuffer>;
}

/** Room around a line: the reader misses letters that touch the edge. */
const margin = 6;
/** An enlarged part is at most this wide. */
const mostColumns = 4000;

/** How the picture of a line is made. */
export interface LineMaking {
  /** By how much a line of so many pixels in height is enlarged. */
  readonly factor: (height: number) => number;
  /**
   * Between ground and ink, as shares of what is between them: what is nearer to the ground than the one is ground, what is nearer to the
   * ink than the other is ink.
   */
  readonly groundUpTo: number;
  readonly inkFrom: number;
  /** Gaps of one row in letters, as those of terminals, are closed. */
  readonly closed?: boolean;
  /** The ground changes along the line. */
  readonly evened?: boolean;
}

/** What most lines are read best from: about 48 pixels high, without the grain of the ground. */
export const plainMaking: LineMaking = {
  factor: (height) => Math.min(4, Math.round(48 / height)),
  groundUpTo: 0.2,
  inkFrom: 0.9,
};

/** Black letters on white, whichever is farther from the ground: its grain goes, edges stay smooth. */
function toInk(cut: Uint8Array, { groundUpTo, inkFrom }: LineMaking): void {
  const [least = 0, ground = 0, most = 255] = quantiles(cut, [0.01, 0.5, 0.99]);
  const ink = most - ground >= ground - least ? most : least;
  for (const [at, value] of cut.entries()) {
    const share = ink === ground ? 0 : (value - ground) / (ink - ground);
    cut[at] = 255 * (1 - Math.max(0, Math.min(1, (share - groundUpTo) / (inkFrom - groundUpTo))));
  }
}

/** `area` of a plane with a margin, its letters black on white, enlarged smoothly. */
export function lineImage({ columns, rows, grey }: Grey, area: Area, making = plainMaking): Grey {
  const left = Math.max(0, Math.floor(area.x));
  const top = Math.max(0, Math.floor(area.y));
  const width = Math.max(1, Math.min(columns, Math.ceil(area.x + area.width)) - left);
  const height = Math.max(1, Math.min(rows, Math.ceil(area.y + area.height)) - top);
  const cut = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * columns + left;
    cut.set(grey.subarray(from, from + width), row * width);
  }
  if (making.evened) evenGround(cut, width, height);
  toInk(cut, making);
  if (making.closed) closeRows(cut, width, height);
  const wide = width + 2 * margin;
  const high = height + 2 * margin;
  const framed = new Uint8Array(wide * high).fill(255);
  for (let row = 0; row < height; row++)
    framed.set(cut.subarray(row * width, (row + 1) * width), (row + margin) * wide + margin);
  const factor = Math.max(1, Math.min(making.factor(height), Math.floor(mostColumns / wide)));
  return enlarged({ columns: wide, rows: high, grey: framed }, factor);
}

function enlarged(plane: Grey, factor: number): Grey {
  if (factor === 1) return plane;
  const columns = Math.round(plane.columns * factor);
  const rows = Math.round(plane.rows * factor);
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
