import type { ExportLoss } from "../../domain/calls/export-calls.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { Keypoints } from "../../domain/keypoints.ts";
import { say } from "../../domain/said.ts";
import { splitNames } from "../../domain/split.ts";
import type { CocoImage } from "../../formats/coco/coco-types.ts";
import { readCocoKeypoints } from "../../formats/coco/read-keypoints.ts";
import { writeCocoKeypoints } from "../../formats/coco/write-keypoints.ts";
import type { CheckList } from "./check-list.ts";
import type { Dataset, DatasetImage, DatasetObject } from "./dataset.ts";
import { thingOf } from "./dataset-things.ts";
import { datasetPaths } from "./paths.ts";
import { pictureFile } from "./picture-file.ts";
import type { DatasetSink } from "./sink.ts";

/** A label that is a skeleton. */
type SkeletonObject = DatasetObject & { readonly shape: Keypoints };

const classOf = ({ schema }: Dataset, { annotation }: DatasetObject) =>
  schema.classes.find(({ id }) => id === annotation.classId);

/** The skeletons that a COCO file of keypoints can hold: those whose class has points. */
const skeletons = (dataset: Dataset): SkeletonObject[] =>
  dataset.objects.flatMap((object) => {
    const { geometry } = object.annotation;
    return geometry.type === "keypoints" && classOf(dataset, object)?.keypoints
      ? [{ ...object, shape: geometry }]
      : [];
  });

/** Whether a label stands in the COCO file of keypoints. */
export const isInKeypoints = (dataset: Dataset, object: DatasetObject): boolean =>
  skeletons(dataset).some(({ annotation }) => annotation === object.annotation);

/** What COCO cannot hold of the skeletons: points that their class does not have any more. */
export function keypointLosses(dataset: Dataset): ExportLoss[] {
  return skeletons(dataset).flatMap((object) => {
    const known = new Set(classOf(dataset, object)?.keypoints?.joints.map(({ id }) => id));
    const lost = object.shape.joints.filter(({ id, state }) => state !== "absent" && !known.has(id)).length;
    const reason = say`points of it that its class does not have any more, which NDJSON holds: ${lost}`;
    return lost > 0 ? [{ format: "coco", instanceUid: object.annotation.instanceUid, reason }] : [];
  });
}

/** Writes the keypoints of each part of the split; nothing where no label is a skeleton. */
export async function writeKeypointFiles(
  dataset: Dataset,
  sink: DatasetSink,
  cocoImage: (image: DatasetImage, id: number, file: string) => CocoImage,
): Promise<void> {
  const all = skeletons(dataset);
  if (all.length === 0) return;
  const info = { description: dataset.options.name, date_created: dataset.options.createdAt };
  const things = thingOf(dataset.objects);
  for (const split of splitNames) {
    const images = dataset.images.filter((image) => image.split === split);
    const ids = new Map(images.map((image, index) => [image, index + 1]));
    const pictures = images.map((image, index) =>
      cocoImage(image, index + 1, pictureFile(dataset, image) ?? ""),
    );
    const own = all.flatMap(({ annotation, image, shape }) => {
      const imageId = ids.get(image);
      return imageId ? [{ annotation, shape, objectUid: things({ annotation, image }), imageId }] : [];
    });
    const file = writeCocoKeypoints(info, dataset.schema.classes, pictures, own);
    await sink.write(datasetPaths(dataset).cocoKeypoints(split), [
      new TextEncoder().encode(`${JSON.stringify(file)}\n`),
    ]);
  }
}

/** What a file must say of a skeleton, worked out without the writer: points half a pixel further, as COCO counts from the edge (E2). */
function wanted(dataset: Dataset, { annotation, image, shape }: SkeletonObject) {
  const entry = classOf(dataset, { annotation, image });
  const joints = entry?.keypoints?.joints ?? [];
  const points = joints.map(({ id, name }) => {
    const joint = shape.joints.find((one) => one.id === id);
    if (!joint || joint.state === "absent") return { id, name, x: 0, y: 0, v: 0 };
    const [x, y] = joint.pointImage;
    return { id, name, x: x + 0.5, y: y + 0.5, v: joint.state === "visible" ? 2 : 1 };
  });
  const there = points.filter(({ v }) => v > 0);
  const [xs, ys] = [there.map(({ x }) => x), there.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const bbox = there.length === 0 ? [0, 0, 0, 0] : [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
  return {
    instanceUid: annotation.instanceUid,
    sopUid: annotation.target.sop,
    frame: annotation.target.frame,
    fileName: pictureFile(dataset, image) ?? "",
    categoryId: entry?.index,
    classId: entry?.id,
    className: entry?.name,
    area: (bbox[2] ?? 0) * (bbox[3] ?? 0),
    bbox,
    points,
  };
}

/** Re-reads the keypoint files and compares every skeleton with the store. */
export async function compareKeypointFiles(
  dataset: Dataset,
  sink: DatasetSink,
  list: CheckList,
): Promise<void> {
  const all = skeletons(dataset);
  if (all.length === 0) return;
  const things = thingOf(dataset.objects);
  for (const split of splitNames) {
    const file = datasetPaths(dataset).cocoKeypoints(split);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await sink.read(file));
    const found = new Map(readCocoKeypoints(text).map((one) => [one.instanceUid, one]));
    const own = all.filter(({ image }) => image.split === split);
    list.written("coco", own.length);
    for (const object of own) {
      const wish = { ...wanted(dataset, object), objectUid: things(object) };
      const expected = canonicalJson(wish);
      const other = found.get(object.annotation.instanceUid);
      const said = other ? canonicalJson(other) : "nothing";
      const subject = object.annotation.instanceUid;
      list.compared("coco", expected === said ? null : { file, subject, expected, found: said });
    }
    if (found.size !== own.length)
      list.compared("coco", {
        file,
        subject: split,
        expected: `${own.length} objects`,
        found: `${found.size}`,
      });
  }
}
