import type { Joint } from "../../domain/annotation.ts";
import { fromPixelEdge } from "../../domain/geometry.ts";
import { keypointsOf } from "../../domain/keypoints.ts";
import { type KeypointReading, readCocoKeypoints } from "../../formats/coco/read-keypoints.ts";
import { checkCocoUids, cocoClass, cocoFailure } from "./coco-object.ts";
import {
  type FoundLabel,
  type FoundLabels,
  imageOf,
  importedLabel,
  type LabelContext,
  LabelFileError,
  shortly,
} from "./label-files.ts";

const states = { 1: "occluded", 2: "visible" } as const;

/**
 * Skeletons of a COCO file of keypoints whose objects name their image by UID, as our exports do. Classes by `class_id`, else by their name;
 * points by `keypoint_ids`, else by their names: every point of the file has to be one of the class.
 */
export async function readLabelKeypoints(text: string, context: LabelContext): Promise<FoundLabels> {
  let objects: KeypointReading[];
  try {
    objects = readCocoKeypoints(text);
  } catch (reason) {
    throw cocoFailure(reason, "COCO with keypoints");
  }
  const labels: FoundLabel[] = [];
  for (const [at, object] of objects.entries()) {
    const where = `annotations[${at}]`;
    const entry = cocoClass(context, where, object.classId, object.className);
    const keypoints = entry.keypoints;
    if (!keypoints)
      throw new LabelFileError(`${where}.category_id`, "a class with points", shortly(entry.name));
    checkCocoUids(where, object);
    const instance = await imageOf(context, where, { sop: object.sopUid, frame: object.frame });
    const { columns, rows } = instance.facts;
    const set = object.points.map((point): Joint => {
      const joint = keypoints.joints.find(({ id, name }) =>
        point.id === "" ? name === point.name : id === point.id,
      );
      if (!joint)
        throw new LabelFileError(
          `${where}.keypoints`,
          `a point of the class “${entry.name}”`,
          shortly(point.name),
        );
      const state = states[point.v as 1 | 2];
      if (!state) return { id: joint.id, state: "absent" };
      const [x, y] = fromPixelEdge([point.x, point.y]);
      if (!(x >= -0.5 && y >= -0.5 && x <= columns - 0.5 && y <= rows - 0.5))
        throw new LabelFileError(
          `${where}.keypoints`,
          `points inside ${columns} × ${rows} pixels`,
          `${point.x}, ${point.y}`,
        );
      return { id: joint.id, state, pointImage: [x, y] };
    });
    if (set.every(({ state }) => state === "absent"))
      throw new LabelFileError(`${where}.keypoints`, "one point in the image or more", "none");
    labels.push({
      annotation: {
        ...importedLabel(context, object.instanceUid, entry.id, instance, object.frame, object.objectUid),
        geometry: keypointsOf(keypoints, set),
      },
      spans: null,
    });
  }
  return { labels, answers: [] };
}
