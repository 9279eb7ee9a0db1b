import type { ImageFacts } from "../../domain/image-facts.ts";
import type { RgbaPicture } from "../dicom/render-rgba.ts";
import { orientPicture } from "./orient-picture.ts";

/** A small picture of an image, turned as the image is first seen (TIFF 6.0, tag 274). */
export function uprightRgba(
  picture: RgbaPicture,
  { orientation = 1 }: Pick<ImageFacts, "orientation">,
): RgbaPicture {
  if (orientation <= 1 || orientation > 8) return picture;
  const { columns, rows, rgba } = picture;
  const samples = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const turned = orientPicture({ columns, rows, channels: 4, bits: 8, samples }, orientation);
  return {
    columns: turned.columns,
    rows: turned.rows,
    rgba: new Uint8ClampedArray(turned.samples.slice().buffer as ArrayBuffer),
  };
}
