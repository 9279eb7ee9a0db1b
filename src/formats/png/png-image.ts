import { pictureImage } from "../raw/picture.ts";
import type { RawImage } from "../raw/raw-image.ts";
import { readPng } from "./read-png.ts";

/** A PNG as an image of the store: stored samples, palette resolved, alpha and every other chunk left out. */
export function readPngImage(file: Uint8Array): RawImage {
  const reading = readPng(file);
  return pictureImage("png", reading, false, reading.otherTypes);
}
