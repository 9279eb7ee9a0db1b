import { coveredPixels, coverRadius, coverValue } from "../../domain/deid/face-cover.ts";
import { factsAt } from "../../domain/facts-at.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { hmac } from "./digests.ts";
import { RefusedError } from "./refused-file.ts";

/** CT numbers of a decoded frame: bits above those that are stored are no part of a value. */
export function ctNumbers(frame: StoredFrame, facts: ImageFacts, frameIndex: number) {
  const { slope, intercept } = factsAt(facts, frameIndex);
  const { pixels, type } = frame;
  const unused = 32 - Math.min(16, facts.bitsStored);
  const signed = type.startsWith("i");
  return (pixel: number): number => {
    const raw = Number(pixels[pixel]) << unused;
    return (signed ? raw >> unused : raw >>> unused) * slope + intercept;
  };
}

/** Covers the face in a decoded frame, in place; gives 1 for each pixel that was covered. */
export type FaceCover = (frame: StoredFrame, frameIndex: number) => Uint8Array;

/** The cover of an image with these facts; the same bytes for the same `seed`. Throws RefusedError `unsupported-pixels`. */
export function makeFaceCover(facts: ImageFacts, seed: number): FaceCover {
  const radius = coverRadius(facts.spacingMm ?? null);
  return (frame, frameIndex) => {
    const { columns, rows, samples, type, pixels } = frame;
    const { slope, intercept } = factsAt(facts, frameIndex);
    if (samples !== 1 || (type !== "i16" && type !== "u16") || !(slope > 0) || facts.modalityLut)
      throw new RefusedError("unsupported-pixels");
    const covered = coveredPixels({ columns, rows, valueAt: ctNumbers(frame, facts, frameIndex) }, radius);
    const span = 2 ** Math.min(16, facts.bitsStored);
    const lowest = type === "i16" ? -span / 2 : 0;
    for (let pixel = 0; pixel < covered.length; pixel++) {
      if (!covered[pixel]) continue;
      const stored = Math.round((coverValue(seed, frameIndex, pixel) - intercept) / slope);
      pixels[pixel] = Math.min(lowest + span - 1, Math.max(lowest, stored));
    }
    return covered;
  };
}

/** The seed of an image's cover: only the project's key makes it, and always the same. */
export async function coverSeed(key: CryptoKey, sopUid: string): Promise<number> {
  const digest = await hmac(key, `face\0${sopUid}`);
  return new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(0);
}
