import { factsAt } from "../../domain/facts-at.ts";
import { encodeMaskRle, rleSpans } from "../../domain/mask-rle.ts";
import type { Instance } from "../../domain/study.ts";
import { readSeg, type SegFrameReading, type SegReading } from "../../formats/dicom-seg/read-seg.ts";
import { sourceOf } from "./capture-source.ts";
import { classOf, unread } from "./coded-class.ts";
import { makeImageAtPlace } from "./image-at-place.ts";
import {
  type FoundLabel,
  type FoundLabels,
  importedLabel,
  type LabelContext,
  LabelFileError,
} from "./label-files.ts";
import { labelUid, thingUid } from "./label-uid.ts";

/** The pixels of a frame; compressed ones are decoded here. */
function bitsOf(frame: SegFrameReading): Uint8Array<ArrayBuffer> {
  try {
    return frame.bits();
  } catch (reason) {
    throw unread(reason, "frames that can be decoded");
  }
}

/**
 * Throws where a frame says that it lies elsewhere in space than the image which it names, turned, mirrored or of other pixels: its pixels
 * are not those of the image then, though they are as many.
 */
function checkPlace(frame: SegFrameReading, instance: Instance, number: number, where: string): void {
  const plane = instance.planes[number - 1] ?? instance.planes[0];
  const { spacingMm } = factsAt(instance.facts, number - 1);
  const { positionMm, orientation, spacingMm: own } = frame;
  if (!plane || !spacingMm || positionMm?.length !== 3 || orientation?.length !== 6 || own?.length !== 2)
    return;
  const { columns, rows } = instance.facts;
  const corner = (
    position: readonly number[],
    axes: readonly number[],
    [down = 0, across = 0]: readonly number[],
    [x, y]: readonly [number, number],
  ) =>
    [0, 1, 2].map(
      (axis) => (position[axis] ?? 0) + (axes[axis] ?? 0) * across * x + (axes[axis + 3] ?? 0) * down * y,
    );
  const limit = Math.min(...spacingMm) / 2;
  for (const place of [
    [0, 0],
    [columns - 1, 0],
    [0, rows - 1],
  ] as const) {
    const said = corner(positionMm, orientation, own, place);
    const wish = corner(plane.positionMm, plane.orientation, spacingMm, place);
    const along = (from: number) =>
      said.reduce(
        (sum, one, axis) => sum + (one - (wish[axis] ?? 0)) * (plane.orientation[from + axis] ?? 0),
        0,
      );
    if (Math.abs(along(0)) > limit || Math.abs(along(3)) > limit)
      throw new LabelFileError(where, "pixels in the place of its image's", "another place in space");
  }
}

/** Segments of a DICOM SEG whose images are on this device under the same UIDs. */
export async function readLabelSeg(bytes: Uint8Array, context: LabelContext): Promise<FoundLabels> {
  let seg: SegReading;
  try {
    seg = await readSeg(bytes);
  } catch (reason) {
    throw unread(reason, "a DICOM segmentation");
  }
  const labels: FoundLabel[] = [];
  const atPlace = await makeImageAtPlace(context, seg.seriesUid);
  for (const segment of seg.segments) {
    const where = `segment ${segment.number}`;
    const entry = classOf(context, where, segment.type, [segment.label]);
    // Of a foreign file: whatever tells the labels of one thing from others.
    const thing = thingUid(segment.trackingUid, { sop: seg.sopUid, number: segment.number });
    for (const [at, frame] of segment.frames.entries()) {
      const named = frame.sopUid !== "" || frame.positionMm === null;
      const from = named
        ? { sop: frame.sopUid, frame: frame.frame ?? 1 }
        : await atPlace(where, frame.positionMm);
      const source = await sourceOf(context, where, from.sop, from.frame);
      const { instance } = source;
      const { columns, rows } = instance.facts;
      if (seg.columns !== columns || seg.rows !== rows)
        throw new LabelFileError(where, `${columns} × ${rows} pixels`, `${seg.columns} × ${seg.rows}`);
      checkPlace(frame, instance, source.frame, where);
      const spans = rleSpans(encodeMaskRle({ columns, rows, bits: bitsOf(frame) }));
      if (spans.length === 0) continue;
      const place = { sop: instance.sopUid, frame: source.frame, isFirst: at === 0 };
      const uid = await labelUid(context, thing, frame.label, place);
      labels.push({
        annotation: importedLabel(context, uid, entry.id, instance, place.frame, thing),
        spans,
      });
    }
  }
  return { labels, answers: [] };
}
