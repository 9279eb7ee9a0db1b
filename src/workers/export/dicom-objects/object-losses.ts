import type { ExportFormat, ExportLoss } from "../../../domain/calls/export-calls.ts";
import { type Said, say } from "../../../domain/said.ts";
import { privateScheme } from "../../../formats/dicom/write/code-item.ts";
import { plainText } from "../../../formats/dicom/write/plain-text.ts";
import { type Dataset, type DatasetImage, type DatasetObject, hasArea, isTiled } from "../dataset.ts";
import { noArea } from "../no-area.ts";

/** Whether a label lies on a matrix of tiles: no frame of the file is what was drawn on (PS3.3 C.8.12.4). */
export const onTiles = (image: DatasetImage): boolean =>
  isTiled(image) || (image.instance.slide?.storedFrames ?? 1) > 1;

/** Why a label cannot stand in a segmentation, in words; null where it can, as far as its record tells. */
export function maskLoss(object: DatasetObject): Said | null {
  if (onTiles(object.image))
    return say`a slide is made of tiles and has no frame that a label could lie on; COCO and NDJSON hold its labels`;
  if (hasArea(object)) return null;
  const { type } = object.annotation.geometry;
  return type === "keypoints" ? noArea(type, "NDJSON", "COCO") : noArea(type, "NDJSON", "SR");
}

/** What DICOM cannot hold of the classes, each once: codes that they lack (export-and-workflow 3.1), names too long or with a backslash. */
export function codeLosses(dataset: Dataset, format: ExportFormat): ExportLoss[] {
  const used = new Set(dataset.objects.map(({ annotation }) => annotation.classId));
  return dataset.schema.classes
    .filter(({ id }) => used.has(id))
    .flatMap(({ id, index, name, category, type }) => {
      const shown = plainText(name) || `Class ${index}`;
      const uncoded = say`the class ${shown} has no codes; it is written as the private code class-${index} of ${privateScheme}`;
      const renamed = say`the name of the class is written as "${shown}": DICOM holds 64 characters and no backslash`;
      return [
        ...(category && type ? [] : [{ format, instanceUid: id, reason: uncoded }]),
        ...(shown === name ? [] : [{ format, instanceUid: id, reason: renamed }]),
      ];
    });
}
