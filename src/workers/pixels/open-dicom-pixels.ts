import { type ByteSource, memorySource } from "../../formats/byte-source.ts";
import { codestreamFactsOf } from "../../formats/dicom/codestream-facts.ts";
import { displayFrame } from "../../formats/dicom/display-frame.ts";
import { locateFrames, readFrame } from "../../formats/dicom/frames.ts";
import { imageFactsOf } from "../../formats/dicom/image-facts.ts";
import { pixelDescriptionOf, withCodestream } from "../../formats/dicom/pixel-description.ts";
import { type DicomFile, readDicom } from "../../formats/dicom/read-dicom.ts";
import { type SlideMatrix, slideMatrixOf } from "../../formats/dicom/slide-matrix.ts";
import { stackKeysOf } from "../../formats/dicom/stack-keys.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { storedFrameOf } from "./dicom-stored-frame.ts";
import { openDicomTiles } from "./open-dicom-tiles.ts";
import type { PixelSource } from "./pixel-source.ts";
import { defaultSampleBytes, makeSampleMemory, type SampleMemory } from "./sample-cache.ts";
import type { StoredLevel } from "./stored-level.ts";

/** An opened DICOM image, with its data set for those who need more than pixels. */
export interface OpenedDicom extends PixelSource {
  readonly file: DicomFile;
  /** Where the tiles of a whole slide image lie; null for other objects. */
  readonly matrix: SlideMatrix | null;
  /** The finest level of a frame, for images that are read by region. */
  levelOf?(frameIndex: number): StoredLevel;
}

const streams = new Set(["jpeg", "jpeg-lossless", "jpeg-ls", "jpeg-2000", "htj2k"]);

/**
 * Opens the pixels of a DICOM file, in memory or by range: reads its facts and finds its frames, checks sizes against the
 * bytes present, decodes nothing yet. Errors: {@link FormatError}.
 */
export async function openDicomPixels(
  input: Uint8Array | ByteSource,
  codecs: Codecs,
  memory: SampleMemory = makeSampleMemory(defaultSampleBytes),
): Promise<OpenedDicom> {
  const file = await readDicom(input instanceof Uint8Array ? memorySource(input) : input);
  const header = pixelDescriptionOf(file);
  const locations = await locateFrames(file, header);
  const first = locations[0];
  if (!first) throw new FormatError("no-pixel-data", "at least one frame", "none");
  const description = streams.has(file.syntax.codec)
    ? withCodestream(header, codestreamFactsOf(await readFrame(file.source, first)))
    : header;
  const { facts, planes } = imageFactsOf(file.dataset, description);

  const stored: PixelSource["stored"] = async (frameIndex, signal) => {
    const location = locations[frameIndex];
    if (!location)
      throw new FormatError("no-pixel-data", `frame 1 to ${locations.length}`, `${frameIndex + 1}`);
    const frame = await readFrame(file.source, location);
    signal?.throwIfAborted();
    return storedFrameOf(file, description, frame, location.firstBit, codecs);
  };
  const display: PixelSource["display"] = async (frameIndex, signal) =>
    displayFrame(await stored(frameIndex, signal), description);
  const matrix = slideMatrixOf(file.dataset, description);
  const read = (frameIndex: number) => display(frameIndex);
  const tiles = openDicomTiles({ file, description, locations, facts, matrix, read, memory });
  return {
    file,
    facts,
    planes,
    stacks: matrix ? [] : stackKeysOf(file.dataset, description.frames),
    stored,
    storedCount: locations.length,
    display,
    matrix,
    ...tiles,
  };
}
