import type { PixelLevel } from "../../domain/samples.ts";
import { FormatError } from "../../formats/format-error.ts";
import { planLevels } from "../../formats/pyramid/plan-levels.ts";
import { makePyramid, type PyramidTiles, pyramidOf } from "./make-pyramid.ts";
import type { OpenedDicom } from "./open-dicom-pixels.ts";
import type { PixelSource } from "./pixel-source.ts";
import { refuseWhole } from "./refuse-whole.ts";
import type { SampleMemory } from "./sample-cache.ts";
import type { LevelCell, StoredLevel } from "./stored-level.ts";

/** One stored resolution of a slide: its size, and the files that hold its tiles. */
export interface SlideResolution extends PixelLevel {
  readonly parts: readonly (() => Promise<OpenedDicom>)[];
}

/** Cells of the parts of one level, told apart: no file has more frames than this. */
const keysOfPart = 2 ** 32;

/** The parts of one resolution as one level. */
function joinParts(parts: readonly StoredLevel[]): StoredLevel {
  const [first] = parts;
  if (!first) throw new FormatError("no-pixel-data", "a file for every level of the slide", "none");
  if (parts.length === 1) return first;
  const partOf = (cell: LevelCell) => Math.floor(cell.key / keysOfPart);
  return {
    ...first,
    cellsIn: (region) =>
      parts.flatMap((part, index) =>
        part.cellsIn(region).map((cell) => ({ ...cell, key: cell.key + index * keysOfPart })),
      ),
    readCell: async (cell, signal) =>
      parts[partOf(cell)]?.readCell({ ...cell, key: cell.key % keysOfPart }, signal) ?? null,
  };
}

/**
 * A slide whose resolutions lie in several instances: the tiles of each level come from the instance that holds it. `own` is the
 * finest; the others are opened with the first tile.
 */
export function joinSlideLevels(
  own: OpenedDicom,
  resolutions: readonly SlideResolution[],
  memory: SampleMemory,
): PixelSource {
  const levels = planLevels(resolutions);
  const nearest = own.facts.color === "palette" || own.facts.bitsStored === 1;
  const openAll = () => Promise.all(resolutions.map(({ parts }) => Promise.all(parts.map((open) => open()))));
  let opening: ReturnType<typeof openAll> | null = null;
  let last: { readonly frameIndex: number; readonly tiles: PyramidTiles } | null = null;

  const tilesOf = async (frameIndex: number): Promise<PyramidTiles> => {
    opening ??= openAll();
    const opened = await opening.catch((reason: unknown) => {
      opening = null;
      throw reason;
    });
    if (last?.frameIndex === frameIndex) return last.tiles;
    const stored = opened.map((parts) =>
      joinParts(
        parts.map((part) => {
          const level = part.levelOf?.(frameIndex);
          if (!level)
            throw new FormatError("unsupported-pixels", "a slide in every file of it", "another image");
          return level;
        }),
      ),
    );
    last = { frameIndex, tiles: makePyramid(levels, stored, nearest, memory.open()) };
    return last.tiles;
  };
  return {
    ...own,
    facts: { ...own.facts, pyramid: pyramidOf(levels) },
    display: refuseWhole,
    tile: async ({ frameIndex, level, tileColumn, tileRow }, signal) =>
      (await tilesOf(frameIndex)).tile(level, tileColumn, tileRow, signal),
  };
}
