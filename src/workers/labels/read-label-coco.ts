import { encodeMaskRle, rleSpans } from "../../domain/mask-rle.ts";
import type { CocoFile } from "../../formats/coco/coco-types.ts";
import { type CocoReading, readCoco } from "../../formats/coco/read-coco.ts";
import { isKeypointFile } from "../../formats/coco/read-keypoints.ts";
import { checkCocoUids, cocoClass, cocoFailure } from "./coco-object.ts";
import {
  type FoundLabel,
  type FoundLabels,
  imageOf,
  importedLabel,
  type LabelContext,
  LabelFileError,
} from "./label-files.ts";
import { readLabelKeypoints } from "./read-label-keypoints.ts";

/**
 * Masks of a COCO file whose objects name their image by UID, as our exports do (`sop_instance_uid`, `frame`, `instance_uid`): a file name
 * says nothing here, names of files are not kept. Classes by `class_id`, else by their name.
 */
export async function readLabelCoco(text: string, context: LabelContext): Promise<FoundLabels> {
  let file: CocoFile;
  let objects: CocoReading[];
  try {
    file = JSON.parse(text) as CocoFile;
    if (isKeypointFile(file)) return await readLabelKeypoints(text, context);
    objects = readCoco(text);
  } catch (reason) {
    throw cocoFailure(reason, "COCO with compressed run lengths");
  }
  const labels: FoundLabel[] = [];
  for (const [at, object] of objects.entries()) {
    const where = `annotations[${at}]`;
    const category = file.categories.find(({ id }) => id === object.categoryId);
    const entry = cocoClass(context, where, category?.class_id, category?.name);
    checkCocoUids(where, object);
    const instance = await imageOf(context, where, { sop: object.sopUid, frame: object.frame });
    const { columns, rows } = instance.facts;
    if (object.columns !== columns || object.rows !== rows)
      throw new LabelFileError(
        `${where}.segmentation.size`,
        `${rows}, ${columns}`,
        `${object.rows}, ${object.columns}`,
      );
    const { bits } = object;
    if (bits.length === 0)
      throw new LabelFileError(
        `${where}.segmentation`,
        "an image that is not read in tiles; take NDJSON",
        "a slide",
      );
    const spans = rleSpans(encodeMaskRle({ columns, rows, bits }));
    labels.push({
      annotation: importedLabel(
        context,
        object.instanceUid,
        entry.id,
        instance,
        object.frame,
        object.objectUid,
      ),
      spans,
    });
  }
  return { labels, answers: [] };
}
