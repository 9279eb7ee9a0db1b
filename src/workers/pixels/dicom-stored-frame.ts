import { sampleBytes } from "../../domain/samples.ts";
import { type CodestreamFacts, codestreamFactsOf } from "../../formats/dicom/codestream-facts.ts";
import { sampleTypeOf } from "../../formats/dicom/image-facts.ts";
import { nativeFrame, unpackBits } from "../../formats/dicom/native-frame.ts";
import type { PixelDescription } from "../../formats/dicom/pixel-description.ts";
import type { DicomFile } from "../../formats/dicom/read-dicom.ts";
import { decodeRle } from "../../formats/dicom/rle.ts";
import { newSamples, ownSamples, samplesFromLittleEndian } from "../../formats/dicom/sample-arrays.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import { FormatError } from "../../formats/format-error.ts";
import { inflateRaw } from "../../formats/inflate-raw.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { DecodedStream } from "../codecs/decoded-stream.ts";

/** What a deflated frame may hold beyond its pixels. */
const framePadding = 64 * 1024;

/** The colour that the decoded samples have: the stream knows better than the header (PS3.5 8.2). */
function photometricOf(stream: CodestreamFacts, description: PixelDescription): string {
  const { photometric } = description;
  if (stream.samples === 1) return photometric.startsWith("PALETTE") ? photometric : monochrome(photometric);
  if (stream.kind === "jpeg-2000") {
    return stream.componentTransform || !photometric.startsWith("YBR_FULL") ? "RGB" : photometric;
  }
  if (stream.adobeTransform === 0) return "RGB";
  if (stream.adobeTransform === 1) return "YBR_FULL";
  return photometric.startsWith("YBR") ? "YBR_FULL" : "RGB";
}

const monochrome = (photometric: string) => (photometric === "MONOCHROME1" ? "MONOCHROME1" : "MONOCHROME2");

function fromStream(
  decoded: DecodedStream,
  stream: CodestreamFacts,
  description: PixelDescription,
): StoredFrame {
  const { columns, rows, samples } = decoded;
  if (columns !== description.columns || rows !== description.rows || samples !== description.samples) {
    throw new FormatError(
      "unsupported-pixels",
      `every frame ${description.columns} × ${description.rows} × ${description.samples}`,
      `one of ${columns} × ${rows} × ${samples}`,
    );
  }
  const type = sampleTypeOf(description);
  const count = columns * rows * samples;
  const base = {
    columns,
    rows,
    samples,
    type,
    halfChroma: false,
    photometric: photometricOf(stream, description),
  };
  if (sampleBytes[type] === decoded.bytesPerSample) {
    return { ...base, pixels: ownSamples(type, decoded.bytes, count) };
  }
  // An 8-bit stream in a file of wider samples.
  const pixels = newSamples(type, count);
  pixels.set(samplesFromLittleEndian(stream.signed ? "i8" : "u8", decoded.bytes, count));
  return { ...base, pixels };
}

function fromRle(frame: Uint8Array, description: PixelDescription): StoredFrame {
  const { columns, rows, samples, bitsAllocated, photometric } = description;
  const type = sampleTypeOf(description);
  const base = { columns, rows, samples, type, halfChroma: false, photometric };
  const count = columns * rows;
  if (bitsAllocated === 1) {
    const packed = decodeRle(frame, Math.ceil(count / 8), 1, 1);
    return { ...base, pixels: unpackBits(packed, 0, count) };
  }
  const bytes = decodeRle(frame, count, samples, sampleBytes[type]);
  return { ...base, pixels: ownSamples(type, bytes, count * samples) };
}

/**
 * Decodes the bytes of one frame to its stored samples, whatever the transfer syntax. `firstBit` is where a native bit image
 * begins in its first byte. Errors: {@link FormatError}.
 */
export async function storedFrameOf(
  file: DicomFile,
  description: PixelDescription,
  frame: Uint8Array,
  firstBit: number,
  codecs: Codecs,
): Promise<StoredFrame> {
  const { syntax, pixels } = file;
  const { littleEndian } = syntax;
  switch (syntax.codec) {
    case "native":
      return nativeFrame(frame, description, { littleEndian, wordSwapped: pixels?.vr === "OW", firstBit });
    case "deflated-frame": {
      const { columns, rows, samples, bitsAllocated } = description;
      const need = Math.ceil((columns * rows * samples * bitsAllocated) / 8);
      const bytes = inflateRaw(frame, null, need + framePadding, need);
      if (bytes.length < need) {
        throw new FormatError("truncated", `${need} bytes in a frame`, `${bytes.length}`);
      }
      return nativeFrame(bytes, description, { littleEndian: true, wordSwapped: false, firstBit: 0 });
    }
    case "rle":
      return fromRle(frame, description);
    default: {
      const stream = codestreamFactsOf(frame);
      return fromStream(await codecs.decode(frame, syntax.uid, syntax.codec), stream, description);
    }
  }
}
