import type { ImageFacts } from "../../domain/image-facts.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import type { FrameLocation } from "../../formats/dicom/frames.ts";
import type { PixelDescription } from "../../formats/dicom/pixel-description.ts";
import type { DicomFile } from "../../formats/dicom/read-dicom.ts";
import type { SlideMatrix } from "../../formats/dicom/slide-matrix.ts";
import { FormatError } from "../../formats/format-error.ts";
import { mostWholePixels, mostWholeSide, planLevels } from "../../formats/pyramid/plan-levels.ts";
import { makeBreathe } from "./breathe.ts";
import { dicomFrameLevel } from "./dicom-frame-level.ts";
import { makePyramid, type PyramidTiles, pyramidOf } from "./make-pyramid.ts";
import type { PixelSource } from "./pixel-source.ts";
import { readRegion } from "./read-region.ts";
import { refuseWhole } from "./refuse-whole.ts";
import type { SampleMemory } from "./sample-cache.ts";
import { type FrameReader, slideLevel } from "./slide-level.ts";
import type { StoredLevel } from "./stored-level.ts";

/** What tiles of a DICOM object are made from. */
export interface DicomTileInput {
  readonly file: DicomFile;
  readonly description: PixelDescription;
  readonly locations: readonly FrameLocation[];
  readonly facts: ImageFacts;
  readonly matrix: SlideMatrix | null;
  readonly read: FrameReader;
  readonly memory: SampleMemory;
}

/** The parts of an opened image that tiling changes. `levelOf` is the object's own finest level of a frame. */
export interface DicomTiles extends Pick<PixelSource, "facts" | "display" | "tile"> {
  levelOf(frameIndex: number): StoredLevel;
}

/** Facts of the whole matrix: the frames of a slide are its planes. */
function slideFacts(facts: ImageFacts, matrix: SlideMatrix): ImageFacts {
  const { frameTimeMs: _, ...rest } = facts;
  return { ...rest, columns: matrix.columns, rows: matrix.rows, frames: matrix.planes.length };
}

/** Tiles of a slide or of frames too large for one piece; null for images that are read frame by frame. */
export function openDicomTiles(input: DicomTileInput): DicomTiles | null {
  const { file, description, locations, matrix, read, memory } = input;
  if (!matrix && description.columns * description.rows <= mostWholePixels) return null;
  const facts = matrix ? slideFacts(input.facts, matrix) : input.facts;
  const levelOf = (frameIndex: number): StoredLevel => {
    const location = locations[frameIndex];
    if (matrix?.planes[frameIndex]) return slideLevel(matrix, frameIndex, description, facts, read);
    if (matrix || !location)
      throw new FormatError("no-pixel-data", `frame 1 to ${facts.frames}`, `${frameIndex + 1}`);
    return dicomFrameLevel(file, description, location, facts, () => read(frameIndex));
  };
  if (Math.max(facts.columns, facts.rows) <= mostWholeSide) {
    // A small slide is one piece like any other image, put together from its tiles.
    const breathe = makeBreathe();
    const display: PixelSource["display"] = async (frameIndex, signal): Promise<DisplayFrame> => {
      const level = levelOf(frameIndex);
      const region = { left: 0, top: 0, right: level.columns, bottom: level.rows };
      return readRegion(level, region, (cell) => level.readCell(cell), breathe, signal);
    };
    return { facts, display, levelOf };
  }
  const levels = planLevels([facts]);
  const nearest = facts.color === "palette" || facts.bitsStored === 1;
  let last: { readonly frameIndex: number; readonly tiles: PyramidTiles } | null = null;
  return {
    facts: { ...facts, pyramid: pyramidOf(levels) },
    display: refuseWhole,
    levelOf,
    tile: async ({ frameIndex, level, tileColumn, tileRow }, signal) => {
      if (last?.frameIndex !== frameIndex) {
        last = { frameIndex, tiles: makePyramid(levels, [levelOf(frameIndex)], nearest, memory.open()) };
      }
      return last.tiles.tile(level, tileColumn, tileRow, signal);
    },
  };
}
