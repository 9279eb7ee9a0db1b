import { FormatError } from "../format-error.ts";

/** Part of a picture that is stored together: the whole, or a pass of Adam7. */
export interface PngPass {
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Start and step of the seven passes (W3C PNG, 8.1). */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The passes of a picture that hold any pixel. */
export function pngPasses(columns: number, rows: number, interlaced: boolean): readonly PngPass[] {
  if (!interlaced) return [{ columns, rows, left: 0, top: 0, stepX: 1, stepY: 1 }];
  return adam7
    .map(([left, top, stepX, stepY]) => ({
      columns: Math.ceil((columns - left) / stepX),
      rows: Math.ceil((rows - top) / stepY),
      left,
      top,
      stepX,
      stepY,
    }))
    .filter((pass) => pass.columns > 0 && pass.rows > 0);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Undoes the filters of `rows` lines of `stride` bytes, each behind its filter byte (W3C PNG, clause 9). */
export function unfilter(
  data: Uint8Array,
  rows: number,
  stride: number,
  pixel: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(stride * rows);
  for (let row = 0; row < rows; row++) {
    const from = row * (stride + 1);
    const to = row * stride;
    const filter = data[from] ?? 0;
    if (filter > 4) throw new FormatError("parse-error", "a filter from 0 to 4", `${filter}`);
    for (let i = 0; i < stride; i++) {
      const left = i >= pixel ? (out[to + i - pixel] ?? 0) : 0;
      const up = row > 0 ? (out[to + i - stride] ?? 0) : 0;
      let add = 0;
      if (filter === 1) add = left;
      else if (filter === 2) add = up;
      else if (filter === 3) add = (left + up) >> 1;
      else if (filter === 4)
        add = paeth(left, up, row > 0 && i >= pixel ? (out[to + i - stride - pixel] ?? 0) : 0);
      out[to + i] = (data[from + 1 + i] ?? 0) + add;
    }
  }
  return out;
}
