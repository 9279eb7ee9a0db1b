import type { PointImage } from "../../domain/annotation.ts";
import { factsAt } from "../../domain/facts-at.ts";
import { orderedSpans } from "../../domain/mask-spans.ts";
import { type PixelSpan, polygonSpans } from "../../domain/rasterize.ts";
import type { Instance } from "../../domain/study.ts";
import {
  type ContourReading,
  type RtstructReading,
  readRtstruct,
} from "../../formats/rtstruct/read-rtstruct.ts";
import { sourceOf } from "./capture-source.ts";
import { classOf, unread } from "./coded-class.ts";
import { type FramePlace, makeImageAtPlace } from "./image-at-place.ts";
import {
  type FoundLabel,
  type FoundLabels,
  importedLabel,
  type LabelContext,
  LabelFileError,
} from "./label-files.ts";
import { labelUid, thingUid } from "./label-uid.ts";

/** How near to a border the middle of a pixel lies that is on it, in pixels: places are written in mm, with some digits only. */
const onBorder = 0.005;

/** Pixels whose middles lie on the borders of rings. */
function centresOn(rings: readonly (readonly PointImage[])[], columns: number, rows: number): PixelSpan[] {
  const spans: PixelSpan[] = [];
  const add = (row: number, from: number, to: number) => {
    const [first, last] = [
      Math.max(0, Math.ceil(from - onBorder)),
      Math.min(columns - 1, Math.floor(to + onBorder)),
    ];
    if (first <= last) spans.push([row, first, last + 1]);
  };
  for (const ring of rings) {
    let [x1, y1] = ring.at(-1) ?? [0, 0];
    for (const [x2, y2] of ring) {
      const top = Math.max(0, Math.ceil(Math.min(y1, y2) - onBorder));
      const bottom = Math.min(rows - 1, Math.floor(Math.max(y1, y2) + onBorder));
      for (let row = top; row <= bottom; row++) {
        // Along a line of pixels all between its ends, else the one where it crosses.
        if (Math.abs(y2 - y1) <= onBorder) add(row, Math.min(x1, x2), Math.max(x1, x2));
        else {
          const x = x1 + ((row - y1) * (x2 - x1)) / (y2 - y1);
          add(row, x, x);
        }
      }
      [x1, y1] = [x2, y2];
    }
  }
  return spans;
}

/** A contour in image coordinates: Image Position is the centre of the first pixel (PS3.3 C.7.6.2.1.1), as ours is. */
function ringOf(contour: ContourReading, instance: Instance, frame: number, where: string): PointImage[] {
  const plane = instance.planes[frame - 1] ?? instance.planes[0];
  const spacing = factsAt(instance.facts, frame - 1).spacingMm;
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
  } catch (reason) {
    throw unread(reason, "a DICOM RT Structure Set");
  }
  const labels: FoundLabel[] = [];
  let openContours = 0;
  const atPlace = await makeImageAtPlace(context, set.seriesUid);
  for (const roi of set.rois) {
    const where = `region ${roi.number}`;
    const entry = classOf(context, where, roi.type, [roi.name, roi.name.replace(/ [^ ]*$/, "")]);
    const closed = roi.contours.filter(({ kind }) => kind.startsWith("CLOSED"));
    openContours += roi.contours.length - closed.length;
    const frames = new Map<string, FramePlace & { readonly contours: ContourReading[] }>();
    for (const contour of closed) {
      const place =
        contour.sopUid === ""
          ? await atPlace(where, contour.pointsMm)
          : { sop: contour.sopUid, frame: contour.frame ?? 1 };
      const key = `${place.sop} ${place.frame}`;
      const own = frames.get(key) ?? { ...place, contours: [] };
      own.contours.push(contour);
      frames.set(key, own);
    }
    const thing = thingUid(roi.description, { sop: set.sopUid, number: roi.number });
    for (const [at, { contours, ...named }] of [...frames.values()].entries()) {
      const [first] = contours;
      const { instance, frame } = await sourceOf(context, where, named.sop, named.frame);
      const rings = contours.map((contour) => ringOf(contour, instance, frame, where));
      const { columns, rows } = instance.facts;
      const inside = polygonSpans(rings, columns, rows);
      // Ours run between pixels. Others trace pixels through their middles: those are of the region, too.
      const isOurs = thing === roi.description;
      const spans = isOurs ? inside : orderedSpans([...inside, ...centresOn(rings, columns, rows)]);
      if (spans.length === 0) continue;
      const place = { sop: instance.sopUid, frame, isFirst: at === 0 };
      const uid = await labelUid(context, thing, first?.label ?? "", place);
      labels.push({ annotation: importedLabel(context, uid, entry.id, instance, frame, thing), spans });
    }
  }
  return { labels, answers: [], openContours };
}
