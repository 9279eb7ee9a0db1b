import type { CocoKeypointFile } from "./keypoint-types.ts";

/** One skeleton as a reader of the file sees it; points from the pixel edge. */
export interface KeypointReading {
  readonly instanceUid: string;
  /** The thing that it is of; its own ID where the file names none. */
  readonly objectUid: string;
  readonly sopUid: string;
  readonly frame: number;
  readonly fileName: string;
  readonly categoryId: number;
  readonly classId: string;
  readonly className: string;
  readonly area: number;
  readonly bbox: readonly [number, number, number, number];
  /** In the order of the category; `id` is empty where the file has names only. `v`: 0 not there, 1 covered, 2 visible. */
  readonly points: readonly {
    readonly id: string;
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly v: number;
  }[];
}

/** Whether the text of a COCO file, parsed, is one of keypoints. */
export const isKeypointFile = (file: unknown): boolean => {
  const { annotations } = (file ?? {}) as { readonly annotations?: unknown };
  return (
    Array.isArray(annotations) &&
    annotations.length > 0 &&
    annotations.every((one: { readonly keypoints?: unknown }) => Array.isArray(one?.keypoints))
  );
};

/** Reads a COCO file of keypoints as any ML tool would; shares no code with the writer. Throws on text that is no such file. */
export function readCocoKeypoints(text: string): KeypointReading[] {
  const file = JSON.parse(text) as CocoKeypointFile;
  const pictures = new Map(file.images.map((image) => [image.id, image]));
  const categories = new Map(file.categories.map((category) => [category.id, category]));
  return file.annotations.map((object) => {
    const [picture, category] = [pictures.get(object.image_id), categories.get(object.category_id)];
    if (!picture) throw new Error("COCO: an object has no picture");
    if (!category || !Array.isArray(category.keypoints))
      throw new Error("COCO: the category of an object has no keypoints");
    const { keypoints } = object;
    if (keypoints.length !== 3 * category.keypoints.length)
      throw new Error("COCO: an object has another number of keypoints than its category");
    const points = category.keypoints.map((name, at) => {
      const [x = Number.NaN, y = Number.NaN, v = Number.NaN] = keypoints.slice(3 * at, 3 * at + 3);
      if (![0, 1, 2].includes(v) || !Number.isFinite(x) || !Number.isFinite(y))
        throw new Error("COCO: a keypoint is not x, y and 0, 1 or 2");
      return { id: category.keypoint_ids?.[at] ?? "", name, x, y, v };
    });
    if (points.filter(({ v }) => v > 0).length !== object.num_keypoints)
      throw new Error("COCO: num_keypoints does not count the keypoints");
    return {
      instanceUid: object.instance_uid,
      objectUid: object.object_uid ?? object.instance_uid,
      sopUid: object.sop_instance_uid,
      frame: object.frame,
      fileName: picture.file_name,
      categoryId: object.category_id,
      classId: category.class_id,
      className: category.name,
      area: object.area,
      bbox: object.bbox,
      points,
    };
  });
}
