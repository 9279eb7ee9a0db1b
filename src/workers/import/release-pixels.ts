import type { BlankBox } from "../../domain/deid/plan.ts";
import type { Palette } from "../../domain/image-facts.ts";
import { blankValue } from "../../formats/dicom/deid/blank-value.ts";
import type { ReleasePixels } from "../../formats/dicom/deid/release-plan.ts";
import type { SourceValues } from "../../formats/dicom/deid/source-values.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import { blankFrame, bytesOfSamples } from "./blank-frames.ts";
import { RefusedError } from "./refused-file.ts";

/** Native pixels that grow past this are not held in memory twice. */
const mostNativeBytes = 1 << 30;

const luminanceOf = (palette: Palette) =>
  palette.red.map((red, i) => 0.299 * red + 0.587 * (palette.green[i] ?? 0) + 0.114 * (palette.blue[i] ?? 0));

const withPalette = (palette: Palette | undefined) =>
  palette ? { paletteLuminance: luminanceOf(palette), paletteFirstInput: palette.firstInput } : {};

/** Boxes on native pixels: the rewrite blanks in place. */
function nativeBoxes(values: SourceValues, opened: OpenedPixels, boxes: readonly BlankBox[]): ReleasePixels {
  const blank = blankValue({
    photometric: values.text("00280004") ?? "",
    samples: values.u16("00280002") ?? 1,
    bitsStored: values.u16("00280101") ?? 8,
    signed: (values.u16("00280103") ?? 0) === 1,
    ...withPalette(opened.facts.palette),
  });
  return { boxes, blank };
}

/** Boxes on compressed pixels: all frames are decoded and stored native, so that nothing is compressed a second time. */
async function decodedBoxes(
  values: SourceValues,
  opened: OpenedPixels,
  boxes: readonly BlankBox[],
): Promise<{ readonly pixels: ReleasePixels; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const frames = opened.storedCount;
  const first = await opened.stored(0);
  const width = first.pixels.BYTES_PER_ELEMENT;
  const frameBytes = first.pixels.byteLength;
  if (frameBytes * frames > mostNativeBytes)
    throw new RefusedError("too-large", `${frameBytes * frames} bytes uncompressed`);
  if (first.halfChroma || width > 2) throw new RefusedError("unsupported-pixels");
  const bitsAllocated = width * 8;
  const bitsStored = Math.min(values.u16("00280101") ?? bitsAllocated, bitsAllocated);
  const signed = first.type.startsWith("i");
  const blank = blankValue({
    photometric: first.photometric,
    samples: first.samples,
    bitsStored,
    signed,
    ...withPalette(opened.facts.palette),
  });
  const total = frameBytes * frames;
  const bytes = new Uint8Array(total + (total % 2));
  for (let index = 0; index < frames; index++) {
    const frame = index === 0 ? first : await opened.stored(index);
    if (frame.pixels.byteLength !== frameBytes) throw new RefusedError("unsupported-pixels");
    blankFrame(frame, index, boxes, blank);
    bytes.set(bytesOfSamples(frame.pixels), index * frameBytes);
  }
  const native = {
    photometric: first.photometric,
    samples: first.samples,
    bitsAllocated,
    bitsStored,
    signed,
  };
  return { pixels: { boxes, blank, native }, bytes };
}

/** How the pixels of a held DICOM image are written when it is released with `boxes`. */
export async function releasePixels(
  values: SourceValues,
  compressed: boolean,
  opened: OpenedPixels,
  boxes: readonly BlankBox[],
): Promise<{ readonly pixels: ReleasePixels; readonly bytes?: Uint8Array<ArrayBuffer> }> {
  if (boxes.length === 0) return { pixels: { boxes: [], blank: [] } };
  return compressed ? decodedBoxes(values, opened, boxes) : { pixels: nativeBoxes(values, opened, boxes) };
}
