import type { CancelSignal } from "../../domain/cancel.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";
import type { Breathe } from "./breathe.ts";
import type { LevelCell, PixelRect, StoredLevel } from "./stored-level.ts";

/** Reads one cell, from memory where it is kept. */
export type CellReader = (cell: LevelCell) => Promise<DisplayFrame | null>;

function fillAll(out: DisplayFrame, fill: readonly number[]): void {
  if (fill.every((value) => value === 0)) return;
  if (out.samples === 1 || fill.every((value) => value === fill[0])) {
    out.pixels.fill(fill[0] ?? 0);
    return;
  }
  for (let at = 0; at < out.pixels.length; at++) out.pixels[at] = fill[at % out.samples] ?? 0;
}

/** Copies what a cell and a region have in common. */
function copyCell(frame: DisplayFrame, cell: LevelCell, region: PixelRect, out: DisplayFrame): void {
  const left = Math.max(cell.left, region.left);
  const right = Math.min(cell.right, region.right, cell.left + frame.columns);
  const top = Math.max(cell.top, region.top);
  const bottom = Math.min(cell.bottom, region.bottom, cell.top + frame.rows);
  const { samples } = out;
  if (right <= left) return;
  for (let row = top; row < bottom; row++) {
    const from = ((row - cell.top) * frame.columns + left - cell.left) * samples;
    const to = ((row - region.top) * out.columns + left - region.left) * samples;
    out.pixels.set(frame.pixels.subarray(from, from + (right - left) * samples) as never, to);
  }
}

/** A region of a stored level, put together from its cells; the buffer is new. */
export async function readRegion(
  level: StoredLevel,
  region: PixelRect,
  read: CellReader,
  breathe: Breathe,
  signal?: CancelSignal,
): Promise<DisplayFrame> {
  const columns = region.right - region.left;
  const rows = region.bottom - region.top;
  const pixels = newSamples(level.type, columns * rows * level.samples);
  const out: DisplayFrame = { columns, rows, samples: level.samples, type: level.type, pixels };
  fillAll(out, level.fill);
  for (const cell of level.cellsIn(region)) {
    await breathe(signal);
    const frame = await read(cell);
    if (frame) copyCell(frame, cell, region, out);
  }
  return out;
}
