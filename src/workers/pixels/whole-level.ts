import type { CancelSignal } from "../../domain/cancel.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";
import type { PixelSource } from "./pixel-source.ts";

const longest = ({ columns, rows }: Pyramid["levels"][number]) => Math.max(columns, rows);

/** The coarsest level that has `side` pixels a side; the finest where none has. */
export const levelOfAtLeast = (pyramid: Pyramid, side: number) =>
  Math.max(
    0,
    pyramid.levels.findLastIndex((level) => longest(level) >= side),
  );

/** The finest level of at most `side` pixels a side; the coarsest where none is so small. */
export function levelOfAtMost(pyramid: Pyramid, side: number): number {
  const found = pyramid.levels.findIndex((level) => longest(level) <= side);
  return found < 0 ? pyramid.levels.length - 1 : found;
}

/** A frame in one piece for a small picture: itself, or of a pyramid the level that `choose` names. */
export async function wholeLevel(
  opened: PixelSource,
  frameIndex: number,
  choose: (pyramid: Pyramid) => number,
  signal?: CancelSignal,
): Promise<DisplayFrame> {
  const { pyramid, samples, type } = opened.facts;
  if (!pyramid || !opened.tile) return opened.display(frameIndex, signal);
  const level = choose(pyramid);
  const { columns, rows } = pyramid.levels[level] ?? { columns: 0, rows: 0 };
  const { tileSize } = pyramid;
  const pixels = newSamples(type, columns * rows * samples);
  for (let tileRow = 0; tileRow * tileSize < rows; tileRow++) {
    for (let tileColumn = 0; tileColumn * tileSize < columns; tileColumn++) {
      const tile = await opened.tile({ frameIndex, level, tileColumn, tileRow }, signal);
      for (let row = 0; row < tile.rows; row++) {
        const from = row * tile.columns * samples;
        const to = ((tileRow * tileSize + row) * columns + tileColumn * tileSize) * samples;
        pixels.set(tile.pixels.subarray(from, from + tile.columns * samples) as never, to);
      }
    }
  }
  return { columns, rows, samples, type, pixels };
}
