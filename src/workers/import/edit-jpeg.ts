import type { Area } from "../../domain/deid/area.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import { locateFrames, readFrame } from "../../formats/dicom/frames.ts";
import { pixelDescriptionOf } from "../../formats/dicom/pixel-description.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { blankBlocks, wholeBlocks } from "../../formats/jpeg/blank-blocks.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { OpenedDicom } from "../pixels/open-dicom-pixels.ts";
import { bytesOfSamples } from "./blank-frames.ts";

/** The transfer syntax whose frames are edited and stay in it. */
export const jpegBaseline = "1.2.840.10008.1.2.4.50";

const meet = (a: Area, b: Area) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * Boxes as an edit of baseline JPEG blanks them: widened to whole blocks of 8 pixels. Null where that cannot be, or where it would take
 * something of a place that the person saw and kept.
 */
export function editedBoxes(
  { file, facts, matrix }: OpenedDicom,
  boxes: readonly BlankBox[],
  places: readonly Area[],
): readonly BlankBox[] | null {
  if (file.syntax.uid !== jpegBaseline || matrix) return null;
  const whole = wholeBlocks(boxes, facts.columns, facts.rows);
  const kept = places.filter((place) => !boxes.some((box) => meet(place, box)));
  if (whole.length === 0) return null;
  return kept.some((place) => whole.some((box) => meet(place, box))) ? null : whole;
}

/**
 * Gives the frames of a baseline JPEG one by one: those without a box as they are, the others with the blocks in `boxes` blanked and every
 * other coefficient kept. Null where one cannot be edited, or does not decode to exactly `expected`, which is the decoded frame with its
 * boxes blanked.
 */
export async function makeJpegEdit(
  { file }: OpenedDicom,
  boxes: readonly BlankBox[],
  blank: readonly number[],
  expected: (index: number) => Promise<StoredFrame>,
  codecs: Codecs,
): Promise<(index: number) => Promise<Uint8Array | null>> {
  const locations = await locateFrames(file, pixelDescriptionOf(file));
  return async (index) => {
    const location = locations[index];
    if (!location) return null;
    const stream = await readFrame(file.source, location);
    const own = boxes.filter(({ frames }) => frames === "all" || frames.includes(index));
    if (own.length === 0) return stream;
    const wanted = await expected(index);
    if (wanted.pixels.BYTES_PER_ELEMENT !== 1 || wanted.type !== "u8") return null;
    const edited = blankBlocks(stream, wanted, own, blank);
    const decoded = edited && (await codecs.decode(edited, jpegBaseline, "jpeg").catch(() => null));
    if (!edited || !decoded) return null;
    const bytes = bytesOfSamples(wanted.pixels);
    const same =
      decoded.bytes.length === bytes.length && decoded.bytes.every((byte, at) => byte === bytes[at]);
    return same ? edited : null;
  };
}
