import type { SplitName } from "../../../domain/split.ts";
import type { Dataset, DatasetImage } from "../dataset.ts";

/** The two YOLO formats; each is a folder of its own (export-and-workflow 3.10). */
export const yoloKinds = ["yolo-det", "yolo-seg"] as const;
export type YoloKind = (typeof yoloKinds)[number];

/** Names inside a YOLO folder: trainers look for a label file where its picture lies, with `labels` for `images`. */
export function yoloPaths(dataset: Dataset, kind: YoloKind) {
  const root = `${dataset.options.name}/${kind}`;
  return {
    data: `${root}/data.yaml`,
    /** Which line of a label file is which instance. */
    lines: `${root}/instances.json`,
    picture: (image: DatasetImage) => `${root}/images/${image.split}/${image.id}.png`,
    labels: (image: DatasetImage) => `${root}/labels/${image.split}/${image.id}.txt`,
    part: (split: SplitName) => `${root}/images/${split}`,
  };
}
