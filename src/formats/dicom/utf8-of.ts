import { strFromU8 } from "fflate";
import type { DicomDataset } from "./read-dataset.ts";

/** Text of an element of a file in UTF-8 (ISO_IR 192), without padding. */
export function utf8Of(dataset: DicomDataset, tag: number): string {
  const element = dataset.elements.get(tag);
  if (!element) return "";
  const bytes = dataset.bytes.subarray(element.offset, element.offset + element.length);
  return strFromU8(bytes).replace(/[\0 ]+$/, "");
}
