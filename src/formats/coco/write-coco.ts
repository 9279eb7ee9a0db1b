import type { Annotation } from "../../domain/annotation.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import type { BinaryMask } from "../../domain/mask.ts";
import type { SpanMask } from "../../domain/mask-spans.ts";
import type { CocoAnnotation, CocoCategory, CocoFile, CocoImage } from "./coco-types.ts";
import { columnRuns, encodeRuns } from "./encode-rle.ts";
import { spanBounds, spanColumnRuns } from "./span-runs.ts";

/** An object to write: its annotation, its mask on the whole frame (as runs where that is large), and the `id` of its picture. */
export interface CocoObject {
  readonly annotation: Annotation;
  /** The thing in space that it is of. */
  readonly objectUid: string;
  readonly mask: BinaryMask | SpanMask;
  readonly imageId: number;
}

/** Bounds of the set pixels from the pixel edge, [x, y, width, height]; zeros for an empty mask. */
function bounds(mask: BinaryMask): [number, number, number, number] {
  let left = mask.columns;
  let right = -1;
  let top = mask.rows;
  let bottom = -1;
  mask.bits.forEach((bit, index) => {
    if (!bit) return;
    const x = index % mask.columns;
    const y = (index - x) / mask.columns;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1];
}

function toCoco(object: CocoObject, id: number, categories: ReadonlyMap<string, number>): CocoAnnotation {
  const { annotation, objectUid, mask, imageId } = object;
  const category = categories.get(annotation.classId);
  if (category === undefined) throw new Error(`Class of ${annotation.instanceUid} is not in the schema`);
  const large = "spans" in mask;
  const runs = large ? spanColumnRuns(mask) : columnRuns(mask);
  return {
    id,
    image_id: imageId,
    category_id: category,
    segmentation: { size: [mask.rows, mask.columns], counts: encodeRuns(runs) },
    area: runs.reduce((sum, run, index) => (index % 2 ? sum + run : sum), 0),
    bbox: large ? spanBounds(mask) : bounds(mask),
    iscrowd: 0,
    instance_uid: annotation.instanceUid,
    object_uid: objectUid,
    sop_instance_uid: annotation.target.sop,
    frame: annotation.target.frame,
    status: annotation.status,
    attributes: { geometry: annotation.geometry.type, provenance: annotation.provenance },
  };
}

/**
 * A COCO detection file with compressed RLE (export-and-workflow 3.6). Category ids are the schema's permanent indices;
 * object ids count from 1 in the order of `instanceUid`. Throws on an object whose class the schema lacks.
 */
export function writeCoco(
  info: Readonly<Record<string, string>>,
  schema: LabelSchema,
  images: readonly CocoImage[],
  objects: readonly CocoObject[],
): CocoFile {
  return {
    info,
    images,
    annotations: [...cocoAnnotations(schema, objects)],
    categories: categoriesOf(schema),
  };
}

const categoriesOf = (schema: LabelSchema): CocoCategory[] =>
  schema.classes.map((item) => ({
    id: item.index,
    name: item.name,
    supercategory: item.category?.meaning ?? "",
    class_id: item.id,
    color: item.color,
  }));

function* cocoAnnotations(schema: LabelSchema, objects: readonly CocoObject[]): Generator<CocoAnnotation> {
  const ids = new Map(schema.classes.map((item) => [item.id, item.index]));
  const sorted = [...objects].sort((a, b) => (a.annotation.instanceUid < b.annotation.instanceUid ? -1 : 1));
  for (const [at, object] of sorted.entries()) yield toCoco(object, at + 1, ids);
}

/** The same as the text of a file with its line end, in pieces: one for each object, made when it is asked for. */
export function* cocoText(...content: Parameters<typeof writeCoco>): Generator<string> {
  const [info, schema, images, objects] = content;
  yield `${JSON.stringify({ info, images }).slice(0, -1)},"annotations":[`;
  let between = "";
  for (const annotation of cocoAnnotations(schema, objects)) {
    yield `${between}${JSON.stringify(annotation)}`;
    between = ",";
  }
  yield `],"categories":${JSON.stringify(categoriesOf(schema))}}\n`;
}
