import { pictureImage } from "../raw/picture.ts";
import type { Announce, RawImage } from "../raw/raw-image.ts";
import { readPng } from "./read-png.ts";

/** Chunks of text and of other facts (W3C PNG, clause 11); a type that is not here is the file's own word, and not told. */
const known = new Set(
  "tEXt zTXt iTXt eXIf tIME iCCP sRGB gAMA cHRM sBIT bKGD pHYs hIST sPLT tRNS cICP".split(" "),
);

/** A PNG as an image of the store: stored samples, palette resolved, alpha and every other chunk left out. */
export function readPngImage(file: Uint8Array, announce?: Announce): RawImage {
  const reading = readPng(file, announce);
  return pictureImage("png", reading, false, [
    ...new Set(reading.otherTypes.map((type) => (known.has(type) ? type : "other"))),
  ]);
}
