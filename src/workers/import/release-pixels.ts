import type { Area } from "../../domain/deid/area.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { Palette } from "../../domain/image-facts.ts";
import { blankValue } from "../../formats/dicom/deid/blank-value.ts";
import type { ImagePixelFacts, ReleasePixels } from "../../formats/dicom/deid/release-plan.ts";
import type { SourceValues } from "../../formats/dicom/deid/source-values.ts";
import { locateFrames, readFrame } from "../../formats/dicom/frames.ts";
import { pixelDescriptionOf } from "../../formats/dicom/pixel-description.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { OpenedDicom } from "../pixels/open-dicom-pixels.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { blankFrame, bytesOfSamples } from "./blank-frames.ts";
import type { FaceCover } from "./cover-face.ts";
import { editedBoxes, jpegBaseline, makeJpegEdit } from "./edit-jpeg.ts";
import { encodeFrame, recodedFacts, recodedPixels, recodedSyntax } from "./recode-frames.ts";
import { RefusedError } from "./refused-file.ts";

/** Pixels that grow past this are not held in memory twice. */
const mostBytes = 1 << 30;

const luminanceOf = (palette: Palette) =>
  palette.red.map((red, i) => 0.299 * red + 0.587 * (palette.green[i] ?? 0) + 0.114 * (palette.blue[i] ?? 0));

const withPalette = (palette: Palette | undefined) =>
  palette ? { paletteLuminance: luminanceOf(palette), paletteFirstInput: palette.firstInput } : {};

/** Boxes on native pixels: the rewrite blanks in place. */
function nativeBoxes(values: SourceValues, opened: PixelSource, boxes: readonly BlankBox[]): ReleasePixels {
  const blank = blankValue({
    photometric: values.text("00280004") ?? "",
    samples: values.u16("00280002") ?? 1,
    bitsStored: values.u16("00280101") ?? 8,
    signed: (values.u16("00280103") ?? 0) === 1,
    ...withPalette(opened.facts.palette),
  });
  return { boxes, blank };
}

/** How the pixels of a release are written, and what the rewrite takes them from. */
export interface WrittenPixels {
  readonly pixels: ReleasePixels;
  /** Decoded samples, or frames that were compressed again. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

interface Decoded {
  readonly facts: ImagePixelFacts;
  readonly blank: readonly number[];
  readonly boxes: readonly BlankBox[];
  /** Frames change that have no box, too. */
  readonly everyFrame: boolean;
  /** A frame with its face covered, where it is to be, and its boxes blanked. */
  blanked(index: number): Promise<StoredFrame>;
}

async function decodedFrames(
  opened: OpenedDicom,
  boxes: readonly BlankBox[],
  cover?: FaceCover,
): Promise<Decoded> {
  const first = await opened.stored(0);
  const bitsAllocated = first.pixels.BYTES_PER_ELEMENT * 8;
  const bitsStored = Math.min(opened.facts.bitsStored, bitsAllocated);
  const signed = first.type.startsWith("i");
  const { photometric, samples } = first;
  if (first.halfChroma) throw new RefusedError("unsupported-pixels");
  const facts = { photometric, samples, bitsAllocated, bitsStored, signed };
  const blank = blankValue({ ...facts, ...withPalette(opened.facts.palette) });
  return {
    facts,
    blank,
    boxes,
    everyFrame: cover !== undefined,
    blanked: async (index) => {
      const frame = await opened.stored(index);
      if (frame.pixels.byteLength !== first.pixels.byteLength) throw new RefusedError("unsupported-pixels");
      cover?.(frame, index);
      blankFrame(frame, index, boxes, blank);
      return frame;
    },
  };
}

/** All frames uncompressed, so that nothing is compressed with loss a second time. */
async function storedNative(opened: OpenedDicom, decoded: Decoded): Promise<WrittenPixels> {
  const { facts, blank, boxes } = decoded;
  const { columns, rows } = await opened.stored(0);
  const frameBytes = (columns * rows * facts.samples * facts.bitsAllocated) / 8;
  const total = frameBytes * opened.storedCount;
  if (total > mostBytes) throw new RefusedError("too-large", `${total} bytes uncompressed`);
  if (facts.bitsAllocated > 16) throw new RefusedError("unsupported-pixels");
  const bytes = new Uint8Array(total + (total % 2));
  for (let index = 0; index < opened.storedCount; index++)
    bytes.set(bytesOfSamples((await decoded.blanked(index)).pixels), index * frameBytes);
  return { pixels: { boxes, blank, native: facts }, bytes };
}

/** So many frames, one behind the other. Null where one of them is null. */
async function joinedFrames(
  count: number,
  frameOf: (index: number) => Promise<Uint8Array | null>,
): Promise<{ readonly frames: readonly Uint8Array[]; readonly bytes: Uint8Array<ArrayBuffer> } | null> {
  const frames: Uint8Array[] = [];
  let total = 0;
  for (let index = 0; index < count; index++) {
    const frame = await frameOf(index);
    if (!frame) return null;
    frames.push(frame);
    total += frame.length;
    if (total > mostBytes) throw new RefusedError("too-large", `more than ${mostBytes} bytes compressed`);
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return { frames, bytes };
}

/** Frames of baseline JPEG in which blocks were blanked and nothing else changed. Null where one cannot be, or a kept place is in the way. */
async function storedEdited(
  opened: OpenedDicom,
  boxes: readonly BlankBox[],
  places: readonly Area[],
  codecs: Codecs,
): Promise<WrittenPixels | null> {
  const whole = editedBoxes(opened, boxes, places);
  if (!whole) return null;
  const { blank, blanked } = await decodedFrames(opened, whole);
  const joined = await joinedFrames(
    opened.storedCount,
    await makeJpegEdit(opened, whole, blank, blanked, codecs),
  );
  if (!joined) return null;
  const frames = recodedPixels(jpegBaseline, joined.frames, undefined);
  return { pixels: { boxes: whole, blank, frames }, bytes: joined.bytes };
}

/** Frames without loss in `syntax`: those without a box as they are where it is theirs, the others compressed again. Null where one cannot be. */
async function storedRecoded(
  opened: OpenedDicom,
  decoded: Decoded,
  syntax: string,
  codecs: Codecs,
): Promise<WrittenPixels | null> {
  const { facts, blank, boxes, everyFrame } = decoded;
  const { file } = opened;
  const description = pixelDescriptionOf(file);
  // Bit images have samples of another width than their file.
  if (description.bitsAllocated !== facts.bitsAllocated && syntax === file.syntax.uid) return null;
  const own = syntax === file.syntax.uid ? await locateFrames(file, description) : [];
  const joined = await joinedFrames(opened.storedCount, async (index) => {
    const touched = everyFrame || boxes.some((box) => box.frames === "all" || box.frames.includes(index));
    const location = touched ? undefined : own[index];
    return location
      ? readFrame(file.source, location)
      : encodeFrame(await decoded.blanked(index), syntax, facts.bitsStored, codecs);
  });
  if (!joined) return null;
  const frames = recodedPixels(syntax, joined.frames, recodedFacts(syntax, facts));
  return { pixels: { boxes, blank, frames }, bytes: joined.bytes };
}

/**
 * How the pixels of a held DICOM image are written when it is released with `boxes`; `places`: what the person was shown; `cover`: of a
 * compressed one whose face is covered. The boxes of what it gives are those that are blanked.
 */
export async function releasePixels(
  values: SourceValues,
  compressed: boolean,
  opened: OpenedDicom,
  boxes: readonly BlankBox[],
  codecs: Codecs,
  places: readonly Area[] = [],
  cover?: FaceCover,
): Promise<WrittenPixels> {
  if (boxes.length === 0 && !cover) return { pixels: { boxes: [], blank: [] } };
  if (!compressed) return { pixels: nativeBoxes(values, opened, boxes) };
  const edited = cover ? null : await storedEdited(opened, boxes, places, codecs);
  if (edited) return edited;
  const decoded = await decodedFrames(opened, boxes, cover);
  const syntax = recodedSyntax(opened.file.syntax.uid);
  const recoded = syntax === null ? null : await storedRecoded(opened, decoded, syntax, codecs);
  return recoded ?? storedNative(opened, decoded);
}
