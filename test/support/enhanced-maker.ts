import { memorySource } from "../../src/formats/byte-source.ts";
import { imageFactsOf } from "../../src/formats/dicom/image-facts.ts";
import { pixelDescriptionOf } from "../../src/formats/dicom/pixel-description.ts";
import { readDicom } from "../../src/formats/dicom/read-dicom.ts";
import type { SeriesInstance } from "../../src/formats/dicom/series-builder.ts";
import { stackKeysOf } from "../../src/formats/dicom/stack-keys.ts";
import { type MadeElement, type MakeOptions, madePixels, makeDicom } from "./dicom-maker.ts";

/** One element; `vr` as in PS3.6. */
export const made = (tag: string, vr: string, value: MadeElement["value"]): MadeElement => ({
  tag,
  vr,
  value,
});

/** A sequence of one item. */
export const group = (tag: string, ...elements: MadeElement[]): MadeElement => made(tag, "SQ", [elements]);

/** A 16-bit multi-frame image of 2 × 2 pixels whose frame `n` holds `n` in every pixel. */
export function madeFrames(frames: number, more: readonly MadeElement[]): MadeElement[] {
  const data = new Uint8Array(frames * 8);
  for (let frame = 0; frame < frames; frame++)
    for (let pixel = 0; pixel < 4; pixel++) data[frame * 8 + pixel * 2] = frame;
  const own = new Set(more.map(({ tag }) => tag));
  const base = [...madePixels(2, 2, 16, data), made("00280008", "IS", `${frames}`)];
  return [...base.filter(({ tag }) => !own.has(tag)), ...more];
}

/** Functional groups: one shared item and one item a frame. */
export function functionalGroups(
  shared: readonly MadeElement[],
  perFrame: readonly (readonly MadeElement[])[],
): MadeElement[] {
  return [made("52009229", "SQ", [shared]), made("52009230", "SQ", perFrame)];
}

/** Plane of a frame at height `z`. */
export const axialAt = (z: number): MadeElement[] => [
  group("00209113", made("00200032", "DS", `0\\0\\${z}`)),
  group("00209116", made("00200037", "DS", "1\\0\\0\\0\\1\\0")),
];

/** What the readers say of a made file. */
export async function readMade(elements: readonly MadeElement[], options: MakeOptions = {}) {
  const file = await readDicom(memorySource(makeDicom(elements, options).bytes));
  const { facts, planes } = imageFactsOf(file.dataset, pixelDescriptionOf(file));
  return { facts, planes, stacks: stackKeysOf(file.dataset, facts.frames) };
}

/** The same as an instance of a series. */
export async function madeInstance(
  sopUid: string,
  elements: readonly MadeElement[],
  instanceNumber = 1,
): Promise<SeriesInstance> {
  return { sopUid, instanceNumber, ...(await readMade(elements)) };
}
