import { canonicalJson } from "../../../domain/canonical-json.ts";
import { edgeArea, fillContours, onPlane } from "../../../formats/rtstruct/fill-contours.ts";
import {
  type RoiReading,
  type RtstructReading,
  readRtstruct,
} from "../../../formats/rtstruct/read-rtstruct.ts";
import type { CheckList } from "../check-list.ts";
import type { Dataset, DatasetObject, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import { type Expected, expectedLabel } from "./expected-label.ts";
import { labelFacts } from "./label-facts.ts";
import { objectFiles } from "./object-files.ts";
import { maskLoss } from "./object-losses.ts";
import { vertexOutline } from "./vertex-outline.ts";

interface Found {
  readonly file: string;
  readonly set: RtstructReading;
  readonly roi: RoiReading;
}

type Wrong = readonly [expected: string, found: string] | null;

const shown = (value: unknown) => canonicalJson(value ?? null);

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
  const wrong =
    pairs.find(([, expected, found]) => shown(expected) !== shown(found)) ??
    roi.contours.flatMap(({ kind, sopUid, frame }) => {
      const own = { kind: "CLOSED_PLANAR", sopUid: wish.sopUid, frame: wish.frame };
      return shown(own) === shown({ kind, sopUid, frame }) ? [] : [["image", own, { kind, sopUid, frame }]];
    })[0];
  return wrong ? [`${wrong[0]} ${shown(wrong[1])}`, shown(wrong[2])] : null;
}

/** Corners within a micrometre of where the label has them; else all pixels, re-filled. */
async function shapeDiffers(
  { roi }: Found,
  { place, columns, rows }: Expected,
  object: DatasetObject,
  reader: DatasetReader,
): Promise<Wrong> {
  if (!place) return ["no region", "one"];
  const placed = roi.contours.map(({ pointsMm }) => onPlane(pointsMm, place));
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
  const at = bits.findIndex((bit, index) => (bit ? 1 : 0) !== filled[index]);
  if (at < 0) {
    const count = bits.reduce((sum, bit) => sum + (bit ? 1 : 0), 0);
    const area = edgeArea(placed.map(({ points }) => points));
    return area === count ? null : [`outlines around ${count} pixels`, `around ${area ?? "parts of pixels"}`];
  }
  return [`${bits[at]} at pixel ${at % columns}, ${Math.floor(at / columns)}`, `${filled[at]}`];
}

/** Re-reads every structure set and compares it with the store: pixels of regions, corners of polygons, names, codes and origins. */
export async function compareRtstruct(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  list: CheckList,
  toolVersion: string,
): Promise<void> {
  const facts = labelFacts(dataset, toolVersion);
  const found = new Map<string, Found>();
  let regions = 0;
  for (const file of await objectFiles(dataset, sink, "rtstruct")) {
    const set = await readRtstruct(await sink.read(file));
    for (const roi of set.rois) {
      regions++;
      found.set(roi.description, { file, set, roi });
    }
  }
  const folder = `${dataset.options.name}/dicom/rtstruct`;
  let expected = 0;
  for (const object of dataset.objects) {
    const wish = expectedLabel(object, facts(object.annotation));
    if (maskLoss(object) || !wish.place) continue;
    if (!vertexOutline(object.annotation.geometry) && !(await reader.mask(object)).bits.includes(1)) continue;
    expected++;
    list.written("rtstruct");
    const { instanceUid } = object.annotation;
    const item = found.get(instanceUid);
    const wrong: Wrong = item
      ? (factDiffers(item, wish) ?? (await shapeDiffers(item, wish, object, reader)))
      : ["a region", "none"];
    list.compared(
      "rtstruct",
      wrong && {
        file: item?.file ?? folder,
        subject: instanceUid,
        expected: wrong[0],
        found: wrong[1],
      },
    );
  }
  if (regions !== expected)
    list.compared("rtstruct", {
      file: folder,
      subject: "all",
      expected: `${expected} regions`,
      found: `${regions}`,
    });
}
