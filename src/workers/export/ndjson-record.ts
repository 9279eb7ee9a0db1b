import type { MaskRle } from "../../domain/mask.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";
import { spansRle } from "../../domain/mask-spans.ts";
import { type DatasetObject, type DatasetReader, isTiled } from "./dataset.ts";

/**
 * An annotation as it leaves the app (export-and-workflow 3.2): whole in itself, so the pixels of a mask stand in the record
 * as row-major run lengths instead of the place of its tiles.
 */
export async function ndjsonRecord(
  object: DatasetObject,
  reader: DatasetReader,
): Promise<Record<string, unknown>> {
  const { annotation } = object;
  if (annotation.geometry.type !== "mask") return { ...annotation };
  const rle: MaskRle = isTiled(object.image)
    ? spansRle(await reader.spans(object))
    : encodeMaskRle(await reader.mask(object));
  return { ...annotation, geometry: { type: "mask", rle } };
}
