import type { PixelPlace, PlaceWords } from "../../domain/deid/pixel-place.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import { readingOf } from "../../formats/dicom/deid/reading-of.ts";
import { readArea } from "../ocr/read-area.ts";
import type { ReadWords } from "../ocr/word-reader.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { levelOfAtMost, wholeLevel } from "../pixels/whole-level.ts";
import { greyPlane } from "./grey-plane.ts";
import type { HeaderMatch } from "./header-digests.ts";
import type { ImportContext } from "./import-context.ts";

/** A slide is read in a level of at most this many pixels a side, as it is searched. */
const mostSide = 4096;
/** Below this the reader guesses. */
const leastConfidence = 30;

/** The frame that shows a place: the middle one where all do, as its card has it. */
const frameOf = ({ box }: PixelPlace, frames: number) =>
  box.frames === "all" ? Math.floor(frames / 2) : (box.frames[0] ?? 0);

/** What a text looks like, and whether it stands in the header, which is surer: a text that was hardly read is no guess if it does. */
function wordsOfPlace(
  read: readonly [ReadWords, ...ReadWords[]],
  match: HeaderMatch | null,
): PlaceWords | null {
  const named = read.map(({ text }) => match?.(text) ?? null).find((kind) => kind !== null);
  const [{ text, confidence }] = read;
  if (named) return { reading: named, matchesHeader: true };
  const reading = confidence < leastConfidence ? null : readingOf(text);
  return reading && { reading, ...(match ? { matchesHeader: false } : {}) };
}

/**
 * What the words in places look like, one reading a place, and whether they stand in the header (deidentification 3.8 d); null where nothing
 * was read. The words are forgotten here.
 */
export async function readPlaces(
  opened: PixelSource,
  places: readonly PixelPlace[],
  { reader }: Pick<ImportContext, "reader">,
  match: HeaderMatch | null,
  signal?: AbortSignal,
  tell: (progress: { readonly done: number }) => void = () => undefined,
): Promise<readonly (PlaceWords | null)[]> {
  const { columns, rows, frames } = opened.facts;
  const small = (pyramid: Pyramid) => levelOfAtMost(pyramid, mostSide);
  const readings: (PlaceWords | null)[] = [];
  for (const place of places) {
    const plane = greyPlane(await wholeLevel(opened, frameOf(place, frames), small, signal));
    const [wide, high] = [plane.columns / columns, plane.rows / rows];
    const { x, y, width, height } = place.box;
    const area = { x: x * wide, y: y * high, width: width * wide, height: height * high };
    const lines = place.finding === "outside-region" || place.finding === "device-rule";
    const read = await readArea(reader, plane, area, lines);
    signal?.throwIfAborted();
    readings.push(wordsOfPlace(read, match));
    tell({ done: readings.length });
  }
  return readings;
}
