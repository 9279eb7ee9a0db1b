import type { Pyramid } from "../../domain/image-facts.ts";
import { FormatError } from "../../formats/format-error.ts";
import { planLevels } from "../../formats/pyramid/plan-levels.ts";
import { isLarge, needsTiles, reducedPages } from "../../formats/tiff/reduced-pages.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { makePyramid, type PyramidTiles, pyramidOf } from "./make-pyramid.ts";
import type { PixelSource } from "./pixel-source.ts";
import type { SampleMemory } from "./sample-cache.ts";
import { tiffLevel } from "./tiff-level.ts";

/** The tiled side of a TIFF. */
export interface TiffPyramid {
  readonly pyramid: Pyramid;
  readonly tile: NonNullable<PixelSource["tile"]>;
}

/** The stored levels of every frame, the frame itself first. Copies count only where all frames have the same ones. */
async function levelsOfFrames(
  frames: readonly TiffPage[],
  others: readonly TiffPage[],
): Promise<readonly (readonly TiffPage[])[]> {
  const levels: (readonly TiffPage[])[] = [];
  const sizes = (pages: readonly TiffPage[]) => pages.map((page) => `${page.columns}x${page.rows}`).join();
  for (const frame of frames) {
    // A copy in the main chain cannot tell of which of several frames it is.
    const own = [frame, ...(await reducedPages(frame, frames.length === 1 ? others : []))];
    levels.push(own);
    if (own.length === 1 || sizes(own) !== sizes(levels[0] ?? [])) return frames.map((page) => [page]);
  }
  return levels;
}

/** Palette indices, and bits that mean yes or no, have no mean. */
const hasNoMean = (page: TiffPage) => page.photometric === 3 || page.bits === 1;

/** The pyramid of a TIFF, or null where its frames are read whole. `others` are the pages of the main chain that are no frames. */
export async function openTiffPyramid(
  frames: readonly TiffPage[],
  others: readonly TiffPage[],
  codecs: Codecs,
  memory: SampleMemory,
): Promise<TiffPyramid | null> {
  const first = frames[0];
  if (!first || !isLarge(first)) return null;
  const stored = await levelsOfFrames(frames, others);
  if (!needsTiles(first, stored[0]?.slice(1) ?? [])) return null;
  const levels = planLevels(stored[0] ?? []);
  const opened = new Map<number, PyramidTiles>();
  const open = (frameIndex: number): PyramidTiles => {
    const pages = stored[frameIndex];
    if (!pages) throw new FormatError("no-pixel-data", `page 1 to ${frames.length}`, `${frameIndex + 1}`);
    const ready = opened.get(frameIndex);
    if (ready) return ready;
    const made = makePyramid(
      levels,
      pages.map((page) => tiffLevel(page, codecs)),
      hasNoMean(first),
      memory.open(),
    );
    // What one frame keeps is large: only the last one that was looked at keeps it.
    opened.clear();
    opened.set(frameIndex, made);
    return made;
  };
  return {
    pyramid: pyramidOf(levels),
    tile: async ({ frameIndex, level, tileColumn, tileRow }, signal) =>
      open(frameIndex).tile(level, tileColumn, tileRow, signal),
  };
}
