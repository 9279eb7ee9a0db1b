import { type MaskTile, tileSide } from "./mask.ts";

const pixels = tileSide * tileSide;

/** A tile as runs of (length u16, value u16), little endian; codec 1 of the store. */
export function encodeMaskTile(tile: MaskTile): ArrayBuffer {
  const runs: number[] = [];
  for (let at = 0; at < pixels; ) {
    const value = tile[at] ?? 0;
    let end = at + 1;
    while (end < pixels && tile[end] === value) end++;
    runs.push(end - at, value);
    at = end;
  }
  const view = new DataView(new ArrayBuffer(runs.length * 2));
  for (const [index, word] of runs.entries()) view.setUint16(index * 2, word, true);
  return view.buffer;
}

/**
 * Tells the runs of one value in a tile that `encodeMaskTile` wrote, row by row from the left, without unpacking it: a dataset asks for the
 * same tile once for each label in it. Throws as {@link decodeMaskTile}.
 */
export function eachTileSpan(
  bytes: ArrayBuffer,
  value: number,
  take: (row: number, from: number, to: number) => void,
): void {
  const view = new DataView(bytes);
  let at = 0;
  let start = -1;
  const end = () => {
    for (let from = start; start >= 0 && from < at; ) {
      const row = Math.floor(from / tileSide);
      const to = Math.min(at, (row + 1) * tileSide);
      take(row, from - row * tileSide, to - row * tileSide);
      from = to;
    }
    start = -1;
  };
  for (let offset = 0; offset + 4 <= view.byteLength; offset += 4) {
    const length = view.getUint16(offset, true);
    if (view.getUint16(offset + 2, true) !== value) end();
    else if (start < 0) start = at;
    at += length;
  }
  end();
  if (at !== pixels || view.byteLength % 4 !== 0) throw notWhole(at);
}

const notWhole = (found: number) =>
  new Error(`A mask tile holds ${found} of ${pixels} pixels: it was not written whole.`);

/** The tile that `encodeMaskTile` wrote. Throws when the runs do not fill a tile exactly. */
export function decodeMaskTile(bytes: ArrayBuffer): MaskTile {
  const tile = new Uint16Array(pixels);
  const view = new DataView(bytes);
  let at = 0;
  for (let offset = 0; offset + 4 <= view.byteLength; offset += 4) {
    const length = view.getUint16(offset, true);
    tile.fill(view.getUint16(offset + 2, true), at, at + length);
    at += length;
  }
  if (at !== pixels || view.byteLength % 4 !== 0) throw notWhole(at);
  return tile;
}

/** Whether nothing is left of a tile: such a tile is absent everywhere. */
export const isEmptyTile = (tile: MaskTile): boolean => tile.every((value) => value === 0);
