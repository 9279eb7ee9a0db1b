import type { CocoCategory, CocoFile, CocoImage } from "./coco-types.ts";

/** A class with points; `skeleton` names joined points by position from 1, as COCO does. `keypoint_ids` is ours. */
export interface CocoKeypointCategory extends CocoCategory {
  readonly keypoints: readonly string[];
  readonly keypoint_ids: readonly string[];
  readonly skeleton: readonly (readonly [number, number])[];
}

/**
 * A skeleton on a picture. `keypoints`: x, y from the pixel edge and v for each point of the category (0 not there, 1 covered, 2 visible);
 * `bbox` and `area` of the box around those that are there.
 */
export interface CocoKeypointAnnotation {
  readonly id: number;
  readonly image_id: number;
  readonly category_id: number;
  readonly keypoints: readonly number[];
  readonly num_keypoints: number;
  readonly area: number;
  readonly bbox: readonly [number, number, number, number];
  readonly iscrowd: 0;
  readonly instance_uid: string;
  readonly object_uid: string;
  readonly sop_instance_uid: string;
  readonly frame: number;
  readonly status: string;
  readonly attributes: { readonly geometry: "keypoints"; readonly provenance: unknown };
}

/** A COCO file of keypoints (`person_keypoints_*.json` is its model). */
export interface CocoKeypointFile extends Pick<CocoFile, "info"> {
  readonly images: readonly CocoImage[];
  readonly annotations: readonly CocoKeypointAnnotation[];
  readonly categories: readonly CocoKeypointCategory[];
}
