import type { CodestreamFacts } from "../../formats/dicom/codestream-facts.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { CodecDecoder } from "./codec-assets.ts";
import { decodeWith } from "./cornerstone-codec.ts";
import type { DecodedStream } from "./decoded-stream.ts";

/** Throws for streams whose samples the decoder's wrapper would cut short or mix up. */
function checkStream({ precision, evenComponents }: CodestreamFacts): void {
  if (precision > 16)
    throw new FormatError("unsupported-pixels", "HTJ2K of at most 16 bits", `${precision} bits`);
  if (!evenComponents)
    throw new FormatError("unsupported-pixels", "HTJ2K components of one size and depth", "several");
}

/** SIZ with every component unsigned: the decoder then adds the level shift of 2^(P−1) (ISO 15444-1 G.1.1), and nothing else changes. */
function asUnsigned(stream: Uint8Array, { sizOffset, samples }: CodestreamFacts): Uint8Array {
  const out = stream.slice();
  for (let component = 0; component < samples; component++) {
    const at = sizOffset + 38 + 3 * component;
    out[at] = (out[at] ?? 0) & 0x7f;
  }
  return out;
}

/**
 * Components without a transform come one after the other, line by line, and the wrapper lays each line it gets at the next place of
 * interleaved rows. Line n of the decoder is row n mod `rows` of component n / `rows`.
 */
function inPlace({ columns, rows, samples, bytesPerSample, bytes }: DecodedStream): Uint8Array<ArrayBuffer> {
  const pixel = samples * bytesPerSample;
  const out = new Uint8Array(bytes.length);
  for (let line = 0; line < rows * samples; line++) {
    const from = Math.floor(line / samples) * columns * pixel + (line % samples) * bytesPerSample;
    const to = (line % rows) * columns * pixel + Math.floor(line / rows) * bytesPerSample;
    for (let at = 0; at < columns * pixel; at += pixel) {
      for (let byte = 0; byte < bytesPerSample; byte++) out[to + at + byte] = bytes[from + at + byte] ?? 0;
    }
  }
  return out;
}

/**
 * Decodes an HTJ2K stream by OpenJPH in its cornerstone wrapper, and mends what the wrapper does: it makes negative bytes zero, and
 * scrambles components that went through no transform. Errors: {@link FormatError}, and what the decoder throws.
 */
export function decodeHtj2k(
  make: () => CodecDecoder,
  stream: Uint8Array,
  facts: CodestreamFacts,
): DecodedStream {
  checkStream(facts);
  const signedBytes = facts.signed && facts.precision <= 8;
  const decoded = decodeWith(make, signedBytes ? asUnsigned(stream, facts) : stream);
  const scrambled = facts.samples > 1 && !facts.componentTransform;
  const bytes = scrambled ? inPlace(decoded) : decoded.bytes;
  if (signedBytes) {
    const shift = 2 ** (facts.precision - 1);
    for (let at = 0; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) - shift;
  }
  return { ...decoded, bytes };
}
