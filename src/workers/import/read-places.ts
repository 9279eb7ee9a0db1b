import type { PixelPlace, PlaceReading } from "../../domain/deid/pixel-place.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import { readingOf } from "../../formats/dicom/deid/reading-of.ts";
import { lineImage } from "../ocr/line-image.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import { levelOfAtMost, wholeLevel } from "../pixels/whole-level.ts";
import { greyPlane } from "./grey-plane.ts";
import type { ImportContext } from "./import-context.ts";

/** A slide is read in a level of at most this many pixels a side, as it is searched. */
const mostSide = 4096;
/** Below this the reader guesses. */
const leastConfidence = 30;

/** The frame that shows a place: the middle one where all do, as its card has it. */
const frameOf = ({ box }: PixelPlace, frames: number) =>
  box.frames === "all" ? Math.floor(frames / 2) : (box.frames[0] ?? 0);

/**
 * What the words in places look like, one reading a place; null where nothing was read. The words are forgotten here.
 */
export async function readPlaces(
  opened: OpenedPixels,
  places: readonly PixelPlace[],
  { reader }: Pick<ImportContext, "reader">,
  signal: AbortSignal,
  tell: (progress: { readonly done: number }) => void,
): Promise<readonly (PlaceReading | null)[]> {
  const { columns, rows, frames } = opened.facts;
  const small = (pyramid: Pyramid) => levelOfAtMost(pyramid, mostSide);
  const readings: (PlaceReading | null)[] = [];
  for (const place of places) {
    const plane = greyPlane(await wholeLevel(opened, frameOf(place, frames), small, signal));
    const [wide, high] = [plane.columns / columns, plane.rows / rows];
    const { x, y, width, height } = place.box;
    const area = { x: x * wide, y: y * high, width: width * wide, height: height * high };
    const lines = place.finding === "outside-region" || place.finding === "device-rule";
    const { text, confidence } = await reader.read(lineImage(plane, area), lines);
    signal.throwIfAborted();
    readings.push(confidence < leastConfidence ? null : readingOf(text));
    tell({ done: readings.length });
  }
  return readings;
}
