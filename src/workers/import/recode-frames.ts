import type { ImagePixelFacts, ReleasePixels } from "../../formats/dicom/deid/release-plan.ts";
import { encodeRle } from "../../formats/dicom/encode-rle.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import type { Codecs } from "../codecs/codecs.ts";
import { frameToEncode } from "../codecs/encode-frame.ts";
import { bytesOfSamples } from "./blank-frames.ts";

const rle = "1.2.840.10008.1.2.5";
const jpegLs = "1.2.840.10008.1.2.4.80";
const htj2k = "1.2.840.10008.1.2.4.201";

/**
 * In what the frames of a lossless transfer syntax are compressed again: in the same, or in one that more decoders read where we ship no
 * encoder of it (lossless JPEG, JPEG 2000). Syntaxes that may be lossy are not listed: what they lost is not kept twice.
 */
const recodings: Readonly<Record<string, string>> = {
  [rle]: rle,
  [jpegLs]: jpegLs,
  "1.2.840.10008.1.2.4.57": jpegLs,
  "1.2.840.10008.1.2.4.70": jpegLs,
  "1.2.840.10008.1.2.4.90": jpegLs,
  [htj2k]: htj2k,
  "1.2.840.10008.1.2.4.202": htj2k,
};

/** The transfer syntax that blanked frames of `syntax` are written in; null where they are stored uncompressed. */
export const recodedSyntax = (syntax: string): string | null => recodings[syntax] ?? null;

function rleOf({ columns, rows, samples, pixels }: StoredFrame): Uint8Array<ArrayBuffer> | null {
  const bytesPerSample = pixels.BYTES_PER_ELEMENT;
  if (samples * bytesPerSample > 15) return null;
  return encodeRle(bytesOfSamples(pixels), { columns, rows, samples, bytesPerSample });
}

/**
 * Compresses one blanked frame for `syntax`; null where it cannot be without loss. `bits`: BitsStored of the image. Bit images and
 * floats are left to the uncompressed way.
 */
export async function encodeFrame(
  frame: StoredFrame,
  syntax: string,
  bits: number,
  codecs: Codecs,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (syntax === rle) return rleOf(frame);
  const ready = frameToEncode(frame, bits);
  if (!ready) return null;
  // Of three samples without the transform, and of signed bytes, OpenJPH's wrapper and OpenJPEG think differently.
  const unsure = (ready.samples > 1 && !ready.rgb) || (ready.signed && ready.bits <= 8);
  if (syntax === htj2k && unsure) return null;
  const encode = syntax === jpegLs ? codecs.encodeJpegLs : codecs.encodeHtj2k;
  return encode(ready).catch(() => null);
}

/** How the Image Pixel module describes frames of `facts` in `syntax`: three colours of HTJ2K went through a transform. */
export function recodedFacts(syntax: string, facts: ImagePixelFacts): ImagePixelFacts | undefined {
  // RLE holds the very bytes that were there.
  if (syntax === rle) return undefined;
  const transformed = syntax === htj2k && facts.samples === 3;
  return transformed ? { ...facts, photometric: "YBR_RCT" } : facts;
}

/** The frames as the plan of a release takes them. */
export function recodedPixels(
  syntax: string,
  frames: readonly Uint8Array[],
  facts: ImagePixelFacts | undefined,
): NonNullable<ReleasePixels["frames"]> {
  return { syntax, lengths: frames.map(({ length }) => length), ...(facts ? { facts } : {}) };
}
