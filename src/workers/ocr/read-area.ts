import type { Area } from "../../domain/deid/area.ts";
import { type Grey, type LineMaking, lineImage, plainMaking } from "./line-image.ts";
import type { ReadWords, WordReader } from "./word-reader.ts";

/** Surer than this the first reading is taken. */
const sure = 85;

/** Other pictures of a line that was not read surely: with fine strokes, of a terminal's letters, on an uneven ground. */
const otherMakings: readonly LineMaking[] = [
  { factor: (height) => Math.min(6, 64 / height), groundUpTo: 0.05, inkFrom: 1 },
  { factor: (height) => Math.min(4, 44 / height), groundUpTo: 0.1, inkFrom: 0.9, closed: true },
  { factor: (height) => Math.min(4, 48 / height), groundUpTo: 0.1, inkFrom: 0.95, evened: true },
];

/**
 * Reads an area of a plane; where the reader is not sure, also from other pictures of it. The surest reading first. `lines`: whether it may
 * hold more than one; then it is read once.
 */
export async function readArea(
  reader: Pick<WordReader, "read">,
  plane: Grey,
  area: Area,
  lines: boolean,
): Promise<readonly [ReadWords, ...ReadWords[]]> {
  const first = await reader.read(lineImage(plane, area, plainMaking), lines);
  if (lines || first.confidence >= sure) return [first];
  const read: [ReadWords, ...ReadWords[]] = [first];
  for (const making of otherMakings) read.push(await reader.read(lineImage(plane, area, making), lines));
  return read.sort((a, b) => b.confidence - a.confidence);
}
