import type { CancelSignal } from "../../domain/cancel.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";
import { halveInto } from "../../formats/pyramid/halve.ts";
import { halfOf, tileSize } from "../../formats/pyramid/plan-levels.ts";
import type { Breathe } from "./breathe.ts";
import { type CellReader, readRegion } from "./read-region.ts";
import type { StoredLevel } from "./stored-level.ts";

/** Told of every finished tile of the levels below: `depth` 1 is half the stored level, and so on. */
export type KeepTile = (depth: number, tileColumn: number, tileRow: number, tile: DisplayFrame) => void;

/** Rows of one depth that wait until they fill a row of tiles, and the one that waits for its pair. */
interface Stage {
  readonly columns: number;
  readonly rows: number;
  done: number;
  /** An even row of the depth above that has no pair yet. */
  waiting: DisplayFrame["pixels"] | null;
  band: DisplayFrame["pixels"] | null;
}

/** Rows that are read together: a strip may be one row, and a call for each would be slow. */
const rowsAtOnce = 64;

/**
 * Halves a level of strips again and again in one pass over its rows, top to bottom: each strip is decoded once, and no more than
 * a few rows are held. Tiles of `firstKept` and below go to `keep`. `advance` does a piece of the work and says whether all is done.
 */
export function makeStripHalver(
  level: StoredLevel,
  depths: number,
  firstKept: number,
  nearest: boolean,
  read: CellReader,
  keep: KeepTile,
) {
  const { samples, type } = level;
  const stages: Stage[] = [];
  for (let depth = 1; depth <= depths; depth++) {
    const above = stages.at(-1) ?? level;
    stages.push({
      columns: halfOf(above.columns),
      rows: halfOf(above.rows),
      done: 0,
      waiting: null,
      band: null,
    });
  }
  let next = 0;

  /** Puts a finished row into its band, and hands the band out as tiles when it is full. */
  const keepRow = (stage: Stage, depth: number, row: DisplayFrame["pixels"]) => {
    if (depth < firstKept) return;
    const inBand = stage.done % tileSize;
    const tileRow = Math.floor(stage.done / tileSize);
    const bandRows = Math.min(tileSize, stage.rows - tileRow * tileSize);
    stage.band ??= newSamples(type, stage.columns * bandRows * samples);
    stage.band.set(row as never, inBand * stage.columns * samples);
    if (inBand + 1 < bandRows) return;
    for (let left = 0; left < stage.columns; left += tileSize) {
      const columns = Math.min(tileSize, stage.columns - left);
      const pixels = newSamples(type, columns * bandRows * samples);
      for (let at = 0; at < bandRows; at++) {
        const from = (at * stage.columns + left) * samples;
        pixels.set(stage.band.subarray(from, from + columns * samples) as never, at * columns * samples);
      }
      keep(depth, left / tileSize, tileRow, { columns, rows: bandRows, samples, type, pixels });
    }
    stage.band = null;
  };

  /** Takes a row of the depth above; `last` when none follows it. */
  const take = (index: number, row: DisplayFrame["pixels"], last: boolean): void => {
    const stage = stages[index];
    if (!stage) return;
    const columns = index === 0 ? level.columns : (stages[index - 1]?.columns ?? 0);
    if (!stage.waiting && !last) {
      stage.waiting = row;
      return;
    }
    let pair = row;
    if (stage.waiting) {
      pair = newSamples(type, columns * 2 * samples);
      pair.set(stage.waiting as never);
      pair.set(row as never, columns * samples);
    }
    const pixels = newSamples(type, stage.columns * samples);
    const block = { columns, rows: stage.waiting ? 2 : 1, samples, pixels: pair };
    halveInto(block, { columns: stage.columns, pixels, column: 0, row: 0 }, nearest);
    stage.waiting = null;
    keepRow(stage, index + 1, pixels);
    stage.done++;
    take(index + 1, pixels, stage.done === stage.rows);
  };

  return {
    /** Share of the work that is done, 0 to 1. */
    share: () => next / level.rows,
    async advance(breathe: Breathe, signal?: CancelSignal): Promise<boolean> {
      if (next >= level.rows) return true;
      const bottom = Math.min(level.rows, next + rowsAtOnce);
      const region = { left: 0, top: next, right: level.columns, bottom };
      const rows = await readRegion(level, region, read, breathe, signal);
      const width = level.columns * samples;
      for (let row = 0; row < rows.rows; row++) {
        take(0, rows.pixels.slice(row * width, (row + 1) * width), next + row + 1 === level.rows);
      }
      next = bottom;
      return next >= level.rows;
    },
  };
}
