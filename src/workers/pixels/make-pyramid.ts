import type { CancelSignal } from "../../domain/cancel.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import { sampleBytes } from "../../domain/samples.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import { newSamples } from "../../formats/dicom/sample-arrays.ts";
import { FormatError } from "../../formats/format-error.ts";
import { halveInto } from "../../formats/pyramid/halve.ts";
import { type PlannedLevel, tileSize } from "../../formats/pyramid/plan-levels.ts";
import { makeBreathe } from "./breathe.ts";
import { makeStripHalver } from "./halve-strips.ts";
import { type CellReader, readRegion } from "./read-region.ts";
import type { SampleCache } from "./sample-cache.ts";
import type { StoredLevel } from "./stored-level.ts";

/** Bytes of coarse tiles that were made from many fine ones and stay as long as the image is open. */
const mostKeptBytes = 48 << 20;

/** Halvings after which a tile is dear: it holds 64 tiles of the stored level. */
const dearDepth = 3;

/** Tiles of one frame: those stored and those made by halving. */
export interface PyramidTiles {
  tile(level: number, tileColumn: number, tileRow: number, signal?: CancelSignal): Promise<DisplayFrame>;
}

/** Depth of each level below the stored one that it is made from; 0 for stored levels. */
function depthsOf(levels: readonly PlannedLevel[]): readonly number[] {
  const depths: number[] = [];
  for (const level of levels) depths.push(level.stored === null ? (depths.at(-1) ?? 0) + 1 : 0);
  return depths;
}

/** What the page is told of planned levels. */
export const pyramidOf = (levels: readonly PlannedLevel[]): Pyramid => ({
  tileSize,
  levels: levels.map(({ columns, rows }) => ({ columns, rows })),
});

/**
 * The tiles of one frame over its stored levels (`levels[i].stored` counts in `stored`). A level between or below is made from the
 * one above it, tile by tile; dear tiles are kept, so that a level of many thousand source tiles is read once. Memory is that of the
 * cache, the kept tiles and a few tiles more. `nearest`: see `halveInto`.
 */
export function makePyramid(
  levels: readonly PlannedLevel[],
  stored: readonly StoredLevel[],
  nearest: boolean,
  cache: SampleCache,
): PyramidTiles {
  const breathe = makeBreathe();
  const depths = depthsOf(levels);
  const kept = new Map<string, DisplayFrame>();
  const halvers = new Map<number, ReturnType<typeof makeStripHalver>>();
  const running = new Map<number, Promise<boolean>>();
  const sampleSize = (stored[0]?.samples ?? 1) * sampleBytes[stored[0]?.type ?? "u8"];

  /** Dear levels that fit into what may be kept, coarsest first. */
  const keeps = levels.map(() => false);
  let room = mostKeptBytes;
  for (let index = levels.length - 1; index > 0; index--) {
    const { columns = 0, rows = 0 } = levels[index] ?? {};
    room -= columns * rows * sampleSize;
    if ((depths[index] ?? 0) >= dearDepth && room >= 0) keeps[index] = true;
  }

  const keyOf = (level: number, tileColumn: number, tileRow: number) => `${level}/${tileColumn}/${tileRow}`;
  const readerOf =
    (index: number, level: StoredLevel, signal?: CancelSignal): CellReader =>
    (cell) =>
      cache.get(`${index}.${cell.key}`, () => level.readCell(cell, signal));

  const storedTile = (
    index: number,
    level: StoredLevel,
    left: number,
    top: number,
    signal?: CancelSignal,
  ) => {
    const right = Math.min(level.columns, left + tileSize);
    const bottom = Math.min(level.rows, top + tileSize);
    return readRegion(level, { left, top, right, bottom }, readerOf(index, level), breathe, signal);
  };

  /** Reads a stored level of strips once, for all kept levels below it. */
  const halveStrips = async (from: number, signal?: CancelSignal): Promise<void> => {
    const { stored: source = 0 } = levels[from] ?? {};
    const level = stored[source ?? 0];
    if (!level) return;
    const below = levels.findIndex((one, index) => index > from && one.stored !== null);
    const depthCount = (below < 0 ? levels.length : below) - from - 1;
    const firstKept = keeps.indexOf(true, from) - from;
    let halver = halvers.get(from);
    if (!halver) {
      const read = readerOf(source ?? 0, level);
      halver = makeStripHalver(level, depthCount, firstKept, nearest, read, (depth, column, row, tile) =>
        kept.set(keyOf(from + depth, column, row), tile),
      );
      halvers.set(from, halver);
    }
    for (let done = false; !done; ) {
      signal?.throwIfAborted();
      const step = running.get(from) ?? halver.advance(breathe);
      running.set(from, step);
      try {
        done = await step;
      } finally {
        running.delete(from);
      }
      await breathe(signal);
    }
  };

  const halvedTile = async (
    index: number,
    tileColumn: number,
    tileRow: number,
    signal?: CancelSignal,
  ): Promise<DisplayFrame> => {
    const { columns: width = 0, rows: height = 0 } = levels[index] ?? {};
    const columns = Math.min(tileSize, width - tileColumn * tileSize);
    const rows = Math.min(tileSize, height - tileRow * tileSize);
    let out: DisplayFrame | null = null;
    for (let part = 0; part < 4; part++) {
      const [right, below] = [part & 1, part >> 1];
      const [fineColumn, fineRow] = [2 * tileColumn + right, 2 * tileRow + below];
      const above = levels[index - 1];
      if (!above || fineColumn * tileSize >= above.columns || fineRow * tileSize >= above.rows) continue;
      const fine = await tileOf(index - 1, fineColumn, fineRow, signal);
      const { samples, type } = fine;
      out ??= { columns, rows, samples, type, pixels: newSamples(type, columns * rows * samples) };
      const half = tileSize / 2;
      halveInto(fine, { columns, pixels: out.pixels, column: right * half, row: below * half }, nearest);
    }
    if (!out) throw new FormatError("unsupported-pixels", "a tile of the image", "one beside it");
    return out;
  };

  /** A tile that may be shared: the caller copies it before giving it away. */
  const tileOf = async (
    index: number,
    tileColumn: number,
    tileRow: number,
    signal?: CancelSignal,
  ): Promise<DisplayFrame> => {
    const level = levels[index];
    if (!level) throw new FormatError("unsupported-pixels", `level 0 to ${levels.length - 1}`, `${index}`);
    const source = level.stored === null ? null : stored[level.stored];
    if (source && level.stored !== null) {
      return storedTile(level.stored, source, tileColumn * tileSize, tileRow * tileSize, signal);
    }
    const key = keyOf(index, tileColumn, tileRow);
    const from = index - (depths[index] ?? 0);
    if (keeps[index]) {
      const hit = kept.get(key);
      if (hit) return hit;
      if (stored[levels[from]?.stored ?? 0]?.inStrips) {
        await halveStrips(from, signal);
        const made = kept.get(key);
        if (made) return made;
      }
    }
    const tile = await halvedTile(index, tileColumn, tileRow, signal);
    if (keeps[index]) kept.set(key, tile);
    return tile;
  };

  return {
    async tile(level, tileColumn, tileRow, signal) {
      const { columns = 0, rows = 0 } = levels[level] ?? {};
      const inside =
        tileColumn >= 0 && tileRow >= 0 && tileColumn * tileSize < columns && tileRow * tileSize < rows;
      if (!inside) throw new FormatError("unsupported-pixels", "a tile of the image", "one beside it");
      const tile = await tileOf(level, tileColumn, tileRow, signal);
      return keeps[level] ? { ...tile, pixels: tile.pixels.slice() } : tile;
    },
  };
}
