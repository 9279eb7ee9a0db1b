import type { PointImage } from "../../domain/annotation.ts";
import type { Code, LabelClass } from "../../domain/label-schema.ts";
import { encodeMaskRle, rleSpans } from "../../domain/mask-rle.ts";
import { polygonSpans } from "../../domain/rasterize.ts";
import type { Instance } from "../../domain/study.ts";
import { readSeg, type SegReading } from "../../formats/dicom-seg/read-seg.ts";
import {
  type ContourReading,
  type RtstructReading,
  readRtstruct,
} from "../../formats/rtstruct/read-rtstruct.ts";
import { sourceOf } from "./capture-source.ts";
import {
  type FoundLabel,
  type FoundLabels,
  importedLabel,
  type LabelContext,
  LabelFileError,
} from "./label-files.ts";
import { labelUid, thingUid } from "./label-uid.ts";

/** The class of a coded thing: by its code, by our private one, else by its name. */
export function classOf(
  context: LabelContext,
  where: string,
  type: Code | null,
  names: readonly string[],
): LabelClass {
  const { classes } = context.schema;
  const coded = classes.find(
    (entry) => type !== null && entry.type?.scheme === type.scheme && entry.type.value === type.value,
  );
  const own = classes.find(({ index }) => type?.scheme === "99OVERREAD" && type.value === `class-${index}`);
  const named = classes.find(({ name, id }) => names.some((one) => one === name || one === id));
  const found = named ?? coded ?? own;
  if (!found)
    throw new LabelFileError(
      where,
      "a class of this project's schema",
      type ? `${type.scheme} ${type.value}` : "no code",
    );
  return found;
}

/** Segments of a DICOM SEG whose images are on this device under the same UIDs. */
export async function readLabelSeg(bytes: Uint8Array, context: LabelContext): Promise<FoundLabels> {
  let seg: SegReading;
  try {
    seg = await readSeg(bytes);
  } catch {
    throw new LabelFileError("the file", "a DICOM segmentation of one bit a pixel", "another form");
  }
  const labels: FoundLabel[] = [];
  for (const segment of seg.segments) {
    const where = `segment ${segment.number}`;
    const entry = classOf(context, where, segment.type, [segment.label]);
    // Of a foreign file: whatever tells the labels of one thing from others.
    const thing = thingUid(segment.trackingUid);
    for (const [at, frame] of segment.frames.entries()) {
      const source = await sourceOf(context, where, frame.sopUid, frame.frame ?? 1);
      const { instance } = source;
      const { columns, rows } = instance.facts;
      if (seg.columns !== columns || seg.rows !== rows)
        throw new LabelFileError(where, `${columns} × ${rows} pixels`, `${seg.columns} × ${seg.rows}`);
      const spans = rleSpans(encodeMaskRle({ columns, rows, bits: frame.bits() }));
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

/** A contour in image coordinates: Image Position is the centre of the first pixel (PS3.3 C.7.6.2.1.1), as ours is. */
function ringOf(contour: ContourReading, instance: Instance, frame: number, where: string): PointImage[] {
  const plane = instance.planes[frame - 1] ?? instance.planes[0];
  const spacing = instance.facts.spacingMm;
  if (!plane || !spacing) throw new LabelFileError(where, "an image with a place in space", "none");
  const { positionMm, orientation } = plane;
  const ring: PointImage[] = [];
  for (let at = 0; at + 2 < contour.pointsMm.length; at += 3) {
    const away = [0, 1, 2].map((axis) => (contour.pointsMm[at + axis] ?? 0) - (positionMm[axis] ?? 0));
    const along = (from: number) =>
      away.reduce((sum, one, axis) => sum + one * (orientation[from + axis] ?? 0), 0);
    ring.push([along(0) / spacing[1], along(3) / spacing[0]]);
  }
  return ring;
}

/** Regions of an RTSTRUCT whose images are on this device under the same UIDs: the pixels inside, even-odd, holes joined by a bridge or not. */
export async function readLabelRtstruct(bytes: Uint8Array, context: LabelContext): Promise<FoundLabels> {
  let set: RtstructReading;
  try {
    set = await readRtstruct(bytes);
  } catch {
    throw new LabelFileError("the file", "a DICOM RT Structure Set", "another form");
  }
  const labels: FoundLabel[] = [];
  for (const roi of set.rois) {
    const where = `region ${roi.number}`;
    const entry = classOf(context, where, roi.type, [roi.name, roi.name.replace(/ [^ ]*$/, "")]);
    const closed = roi.contours.filter(({ kind }) => kind.startsWith("CLOSED"));
    const frames = new Map<string, ContourReading[]>();
    for (const contour of closed) {
      const key = `${contour.sopUid} ${contour.frame ?? 1}`;
      frames.set(key, [...(frames.get(key) ?? []), contour]);
    }
    const thing = thingUid(roi.description);
    for (const [at, contours] of [...frames.values()].entries()) {
      const [first] = contours;
      const { instance, frame } = await sourceOf(context, where, first?.sopUid, first?.frame ?? 1);
      const rings = contours.map((contour) => ringOf(contour, instance, frame, where));
      const spans = polygonSpans(rings, instance.facts.columns, instance.facts.rows);
      if (spans.length === 0) continue;
      const place = { sop: instance.sopUid, frame, isFirst: at === 0 };
      const uid = await labelUid(context, thing, first?.label ?? "", place);
      labels.push({ annotation: importedLabel(context, uid, entry.id, instance, frame, thing), spans });
    }
  }
  return { labels, answers: [] };
}
