import type { SplitName } from "../../domain/split.ts";
import type { Instance } from "../../domain/study.ts";
import type { StudyObject } from "../../domain/study-object.ts";
import type { Dataset, DatasetImage, DatasetObject } from "./dataset.ts";
import { rawExtension } from "./raw-file.ts";

const extensionOf = (instance: Instance) =>
  instance.format === "raw" ? rawExtension(instance) : instance.format === "dicom" ? "dcm" : "tif";

/** Names inside `overread-dataset/1` (export-and-workflow 3.10): pseudonyms and UIDs only. */
export function datasetPaths(dataset: Dataset) {
  const root = dataset.options.name;
  return {
    manifest: `${root}/manifest.json`,
    card: `${root}/README.md`,
    checksums: `${root}/checksums.sha256`,
    deidPage: `${root}/deidentification/records.md`,
    deidRecord: (studyUid: string) => `${root}/deidentification/${studyUid}.json`,
    schema: `${root}/schema/label-schema.json`,
    splits: `${root}/splits/splits.json`,
    splitList: (split: SplitName) => `${root}/splits/${split}.txt`,
    image: (image: DatasetImage) => `${root}/images/${image.split}/${image.id}.png`,
    coco: (split: SplitName) => `${root}/coco/instances_${split}.json`,
    cocoKeypoints: (split: SplitName) => `${root}/coco/keypoints_${split}.json`,
    semantic: (image: DatasetImage) => `${root}/masks/semantic/${image.split}/${image.id}.png`,
    instance: ({ annotation, image }: DatasetObject) =>
      `${root}/masks/instance/${image.split}/${image.id}__${annotation.instanceUid}.png`,
    dicomObject: (kind: "images" | "seg" | "rtstruct" | "sr", studyUid: string, sopUid: string) =>
      `${root}/dicom/${kind}/${studyUid}/${sopUid}.dcm`,
    studyObject: ({ studyUid, sopUid }: StudyObject) => `${root}/dicom/objects/${studyUid}/${sopUid}.dcm`,
    annotations: `${root}/ndjson/annotations.ndjson`,
    classifications: `${root}/ndjson/classifications.ndjson`,
    proposals: `${root}/ndjson/proposals.ndjson`,
    dicom: (instance: Instance) =>
      `${root}/dicom/images/${instance.studyUid}/${instance.sopUid}.${extensionOf(instance)}`,
  };
}
