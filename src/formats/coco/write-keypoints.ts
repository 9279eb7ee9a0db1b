import type { Annotation } from "../../domain/annotation.ts";
import { boundsOfPoints, jointPoints, toPixelEdge } from "../../domain/geometry.ts";
import type { Keypoints } from "../../domain/keypoints.ts";
import type { LabelClass } from "../../domain/label-schema.ts";
import type { CocoImage } from "./coco-types.ts";
import type { CocoKeypointAnnotation, CocoKeypointCategory, CocoKeypointFile } from "./keypoint-types.ts";

/** A skeleton to write: its annotation, its points, and the `id` of its picture. */
export interface CocoSkeleton {
  readonly annotation: Annotation;
  readonly shape: Keypoints;
  readonly objectUid: string;
  readonly imageId: number;
}

const values = { visible: 2, occluded: 1, absent: 0 } as const;

function toCategory({ id, index, name, color, category, keypoints }: LabelClass): CocoKeypointCategory[] {
  if (!keypoints) return [];
  const place = new Map(keypoints.joints.map((joint, at) => [joint.id, at + 1]));
  return [
    {
      id: index,
      name,
      supercategory: category?.meaning ?? "",
      class_id: id,
      color,
      keypoints: keypoints.joints.map((joint) => joint.name),
      keypoint_ids: keypoints.joints.map((joint) => joint.id),
      skeleton: keypoints.edges.map(([from, to]) => [place.get(from) ?? 0, place.get(to) ?? 0] as const),
    },
  ];
}

function toCoco(
  { annotation, shape, objectUid, imageId }: CocoSkeleton,
  id: number,
  categories: ReadonlyMap<string, CocoKeypointCategory>,
): CocoKeypointAnnotation {
  const category = categories.get(annotation.classId);
  if (!category) throw new Error(`Class of ${annotation.instanceUid} has no points in the schema`);
  const joints = new Map(shape.joints.map((joint) => [joint.id, joint]));
  const written = category.keypoint_ids.flatMap((joint) => joints.get(joint) ?? []);
  const [left, top, right, bottom] = boundsOfPoints(jointPoints(written).map(toPixelEdge)) ?? [0, 0, 0, 0];
  return {
    id,
    image_id: imageId,
    category_id: category.id,
    keypoints: category.keypoint_ids.flatMap((name) => {
      const joint = joints.get(name);
      return joint && joint.state !== "absent"
        ? [...toPixelEdge(joint.pointImage), values[joint.state]]
        : [0, 0, values.absent];
    }),
    num_keypoints: jointPoints(written).length,
    area: (right - left) * (bottom - top),
    bbox: [left, top, right - left, bottom - top],
    iscrowd: 0,
    instance_uid: annotation.instanceUid,
    object_uid: objectUid,
    sop_instance_uid: annotation.target.sop,
    frame: annotation.target.frame,
    status: annotation.status,
    attributes: { geometry: "keypoints", provenance: annotation.provenance },
  };
}

/**
 * A COCO file of keypoints: the points of each class in its order, looked up by their ids. Object ids count from 1 in the order of
 * `instanceUid`. Throws on a skeleton whose class has no points.
 */
export function writeCocoKeypoints(
  info: Readonly<Record<string, string>>,
  classes: readonly LabelClass[],
  images: readonly CocoImage[],
  skeletons: readonly CocoSkeleton[],
): CocoKeypointFile {
  const categories = classes.flatMap(toCategory);
  const byClass = new Map(categories.map((category) => [category.class_id, category]));
  const sorted = [...skeletons].sort((a, b) =>
    a.annotation.instanceUid < b.annotation.instanceUid ? -1 : 1,
  );
  return { info, images, annotations: sorted.map((one, at) => toCoco(one, at + 1, byClass)), categories };
}
