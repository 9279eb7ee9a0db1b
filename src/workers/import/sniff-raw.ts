import { isBmp } from "../../formats/bmp/bmp-header.ts";
import { isMetaImage } from "../../formats/metaimage/metaimage-header.ts";
import { isNifti, niftiHeaderBytes } from "../../formats/nifti/nifti-header.ts";
import { inflateBounded } from "../../formats/raw/inflate-bounded.ts";
import type { RawKind } from "../../formats/raw/raw-image.ts";

const starts = (head: Uint8Array, ...marks: readonly number[]) =>
  marks.every((mark, index) => head[index] === mark);

/** Which kind of image of 3.9b the first bytes of a file of `size` begin, or null. */
export function sniffRaw(head: Uint8Array, size: number): RawKind | null {
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (starts(head, 0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(head, 0x4e, 0x52, 0x52, 0x44, 0x30, 0x30, 0x30)) return "nrrd";
  if (starts(head, 0x1f, 0x8b))
    return isNifti(inflateBounded(head, niftiHeaderBytes, 0, true)) ? "nifti" : null;
  // Analyze 7.5 has no mark: a file of nothing but its header is one.
  if (isNifti(head, size === 348)) return "nifti";
  if (isBmp(head)) return "bmp";
  return isMetaImage(head) ? "metaimage" : null;
}
