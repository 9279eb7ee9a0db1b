import { edgeArea, fillContours, onPlane } from "../../../formats/rtstruct/fill-contours.ts";
import {
  type ContourReading,
  type RoiReading,
  type RtstructReading,
  readRtstruct,
} from "../../../formats/rtstruct/read-rtstruct.ts";
import type { DatasetObject, DatasetReader } from "../dataset.ts";
import { type DatasetThing, datasetThings } from "../dataset-things.ts";
import { type Comparing, firstWrong, type Wrong } from "./comparing.ts";
import { type Expected, expectedLabel } from "./expected-label.ts";
import { objectFiles } from "./object-files.ts";
import { maskLoss } from "./object-losses.ts";
import { vertexOutline } from "./vertex-outline.ts";

interface Found {
  readonly set: RtstructReading;
  readonly roi: RoiReading;
}

function factDiffers({ set, roi }: Found, wish: Expected): Wrong {
  const color = [1, 3, 5].map((at) => Number.parseInt(wish.color.slice(at, at + 2), 16));
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["study", wish.studyUid, set.studyUid],
    ["patient", wish.patientId, set.patientId],
    ["series", wish.seriesUid, set.seriesUid],
    ["frame of reference", wish.place?.frameOfReferenceUid, set.frameOfReferenceUid],
    ["name", wish.trackingId, roi.name],
    ["type", wish.codes.type, roi.type],
    ["colour", color, roi.color],
    ["algorithm type", wish.algorithmType, roi.algorithmType],
    [
      "algorithm",
      wish.algorithm ? `${wish.algorithm.name} ${wish.algorithm.version}` : "",
      roi.algorithmName,
    ],
  ];
  return firstWrong([
    ...pairs,
    ...roi.contours.map(({ kind }) => ["kind of contour", "CLOSED_PLANAR", kind] as const),
  ]);
}

/** Corners within a micrometre of where the label has them; else all pixels, re-filled. */
async function shapeDiffers(
  contours: readonly ContourReading[],
  { place, columns, rows }: Expected,
  object: DatasetObject,
  reader: DatasetReader,
): Promise<Wrong> {
  if (!place) return ["no region", "one"];
  const placed = contours.map(({ pointsMm }) => onPlane(pointsMm, place));
  const off = placed.find(({ offMm }) => !(offMm <= 1e-3));
  if (off) return ["points on the plane of the image", `one ${off.offMm} mm off it`];
  const corners = vertexOutline(object.annotation.geometry);
  if (corners) {
    const [rowMm = 0, columnMm = 0] = place.spacingMm;
    const wish = corners.flat();
    const found = placed.flatMap(({ points }) => points);
    if (found.length !== wish.length) return [`${wish.length} corners`, `${found.length}`];
    const at = wish.findIndex(([x, y], index) => {
      const [fx, fy] = found[index] ?? [Number.NaN, Number.NaN];
      return !(Math.hypot((fx - x) * columnMm, (fy - y) * rowMm) <= 1e-3);
    });
    return at < 0 ? null : [`corner ${at + 1} at ${wish[at]?.join(", ")}`, `${found[at]?.join(", ")}`];
  }
  const { bits } = await reader.mask(object);
  const filled = fillContours(
    placed.map(({ points }) => points),
    columns,
    rows,
  );
  let [at, count] = [0, 0];
  for (; at < bits.length && (bits[at] ? 1 : 0) === filled[at]; at++) count += bits[at] ? 1 : 0;
  if (at < bits.length)
    return [`${bits[at]} at pixel ${at % columns}, ${Math.floor(at / columns)}`, `${filled[at]}`];
  const area = edgeArea(placed.map(({ points }) => points));
  return area === count ? null : [`outlines around ${count} pixels`, `around ${area ?? "parts of pixels"}`];
}

/** Every slice of a thing by the contours on its image; no contour on an image without one. */
async function thingDiffers(
  found: Found,
  wishes: readonly (readonly [object: DatasetObject, wish: Expected])[],
  reader: DatasetReader,
  isOne: boolean,
): Promise<Wrong> {
  let compared = 0;
  for (const [object, wish] of wishes) {
    const own = found.roi.contours.filter(
      ({ sopUid, frame }) => sopUid === wish.sopUid && frame === wish.frame,
    );
    compared += own.length;
    const wrong =
      factDiffers(found, wish) ??
      (own.length === 0 ? (["a contour on its image", "none"] as const) : null) ??
      firstWrong(
        own.map(({ label }) => ["label", isOne ? "" : object.annotation.instanceUid, label] as const),
      ) ??
      (await shapeDiffers(own, wish, object, reader));
    if (wrong) return wrong;
  }
  return firstWrong([["contours on images of the label", found.roi.contours.length, compared]]);
}

/** Whether a label must have a region: it has a place, and corners or pixels. */
async function hasRegion(object: DatasetObject, wish: Expected, reader: DatasetReader): Promise<boolean> {
  if (!wish.place) return false;
  return vertexOutline(object.annotation.geometry) !== null || (await reader.mask(object)).bits.includes(1);
}

/** Re-reads every structure set and compares it with the store: pixels of regions, corners of polygons, names, codes and origins. */
export async function compareRtstruct({
  dataset,
  reader,
  sink,
  list,
  facts,
  note,
  step,
}: Comparing): Promise<void> {
  const things = datasetThings(dataset.objects).filter(({ objects: [first] }) => !maskLoss(first));
  const open = new Map(things.map((thing) => [thing.uid, thing]));
  const wishesOf = async (thing: DatasetThing) => {
    const wishes: (readonly [DatasetObject, Expected])[] = [];
    for (const object of thing.objects) {
      const wish = expectedLabel(object, facts(thing));
      if (await hasRegion(object, wish, reader)) wishes.push([object, wish]);
    }
    return wishes;
  };
  const say = (file: string, subject: string, wrong: Wrong) =>
    list.compared("rtstruct", wrong && { file, subject, expected: wrong[0], found: wrong[1] });
  for (const file of await objectFiles(dataset, sink, "rtstruct")) {
    const set = await readRtstruct(await sink.read(file), reader.breathe);
    const { sopUid: sop, studyUid: study } = set;
    note(file, { format: "rtstruct", sop, study, instances: set.rois.map(({ description }) => description) });
    for (const roi of set.rois) {
      await reader.breathe();
      const thing = open.get(roi.description);
      list.written("rtstruct");
      if (!thing) {
        say(file, roi.description, ["one region for each thing", "one more"]);
        continue;
      }
      open.delete(roi.description);
      for (const _ of thing.objects) step();
      say(
        file,
        roi.description,
        await thingDiffers({ set, roi }, await wishesOf(thing), reader, thing.objects.length === 1),
      );
    }
  }
  for (const [uid, thing] of open)
    if ((await wishesOf(thing)).length > 0)
      say(`${dataset.options.name}/dicom/rtstruct`, uid, ["a region", "none"]);
}
