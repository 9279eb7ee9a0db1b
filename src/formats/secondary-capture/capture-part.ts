import type { ImageFacts } from "../../domain/image-facts.ts";
import { derivedUid } from "../dicom/write/write-part10.ts";

/** Most bytes of pixels in one Secondary Capture; longer stacks are cut, a single frame is not (export-and-workflow 3.7, sync 3.9). */
const mostBytes = 16 * 2 ** 20;

/** More page numbers than this do not fit their element, whose length has 16 bits. */
const mostFrames = 4096;

/** What kind of Secondary Capture an image is: 8-bit grey, 16-bit grey or colour (PS3.3 A.8.3–A.8.5). */
export type CaptureKind = "byte" | "word" | "color";

/** The kind that holds the samples of an image. */
export function captureKind({
  color,
  samples,
  type,
}: Pick<ImageFacts, "color" | "samples" | "type">): CaptureKind {
  if (color === "palette" || samples >= 3) return "color";
  return type === "u8" || type === "i8" ? "byte" : "word";
}

/** Multi-frame Grayscale Byte, Grayscale Word and True Color Secondary Capture (PS3.4 B.5). */
export const captureClass: Readonly<Record<CaptureKind, string>> = {
  byte: "1.2.840.10008.5.1.4.1.1.7.2",
  word: "1.2.840.10008.5.1.4.1.1.7.3",
  color: "1.2.840.10008.5.1.4.1.1.7.4",
};

/** Frames of one part. */
export function framesPerPart(facts: ImageFacts): number {
  const bytes = { byte: 1, word: 2, color: 3 }[captureKind(facts)];
  const fitting = Math.floor(mostBytes / (facts.columns * facts.rows * bytes));
  return Math.min(mostFrames, Math.max(1, fitting));
}

/** How many objects an image is when it is written as Secondary Captures. */
export const captureParts = (facts: ImageFacts): number => Math.ceil(facts.frames / framesPerPart(facts));

/** The UID of a part, from 0; the first has the image's own. */
export const capturePartUid = (sopUid: string, part: number): string =>
  part === 0 ? sopUid : derivedUid("overread capture part", sopUid, String(part));

/** The object that a frame of a stored image lies in when it is written as Secondary Captures; the first part has the image's own UID. */
export function capturePart(
  sopUid: string,
  facts: ImageFacts,
  frame: number,
): { readonly part: number; readonly sopUid: string; readonly frame: number } {
  const size = framesPerPart(facts);
  const part = Math.floor((frame - 1) / size);
  return { part, sopUid: capturePartUid(sopUid, part), frame: frame - part * size };
}
