import { sampleBytes } from "../../domain/samples.ts";
import { sampleTypeOf } from "./image-facts.ts";
import type { PixelDescription } from "./pixel-description.ts";
import { interleave, newSamples, ownSamples, samplesFromLittleEndian, swapBytes } from "./sample-arrays.ts";
import type { StoredFrame } from "./stored-frame.ts";

/** Bit images, least significant bit first (PS3.5 8.1.1), one byte a pixel afterwards. */
export function unpackBits(bytes: Uint8Array, firstBit: number, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const bit = firstBit + index;
    out[index] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return out;
}

/** 12 bits allocated: three bytes hold two samples, low nibble first. */
function unpackTwelve(bytes: Uint8Array, firstBit: number, count: number): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(count);
  for (let index = 0; index < count; index++) {
    const bit = firstBit + index * 12;
    const word = (bytes[bit >> 3] ?? 0) | ((bytes[(bit >> 3) + 1] ?? 0) << 8);
    out[index] = (word >> (bit & 7)) & 0xfff;
  }
  return out;
}

/**
 * Stored samples of an uncompressed frame: 1, 8, 12, 16, 32 bits, float and double, signed or not, either byte order, planes
 * interleaved. `bytes` begins at the byte that holds the frame's first bit. Source: PS3.5 8.1, PS3.3 C.7.6.3.
 */
export function nativeFrame(
  bytes: Uint8Array,
  description: PixelDescription,
  options: { readonly littleEndian: boolean; readonly wordSwapped: boolean; readonly firstBit: number },
): StoredFrame {
  const { columns, rows, samples, bitsAllocated, halfChroma, photometric } = description;
  const type = sampleTypeOf(description);
  const count = columns * rows * (halfChroma ? 2 : samples);
  const base = { columns, rows, samples, type, halfChroma, photometric };
  const size = sampleBytes[type];
  let ordered = bytes;
  // Big endian OW swaps 16-bit words, whatever a sample is: two 8-bit samples share one, 32-bit ones lie low word first.
  const swapUnit = options.wordSwapped ? 2 : size;
  const swapped = !options.littleEndian && swapUnit > 1 ? bytes.slice() : null;
  if (swapped) {
    swapBytes(swapped, swapUnit);
    ordered = swapped;
  }
  if (bitsAllocated === 1) return { ...base, pixels: unpackBits(ordered, options.firstBit, count) };
  if (bitsAllocated === 12) {
    const words = unpackTwelve(ordered, options.firstBit, count);
    const pixels = newSamples(type, count);
    pixels.set(description.signed ? words.map((word) => (word << 20) >> 20) : words);
    const planar = description.planar === 1 && samples > 1;
    return { ...base, pixels: planar ? interleave(pixels, type, samples) : pixels };
  }
  // Two frames of 8-bit samples may share a word.
  if (options.firstBit > 0) ordered = ordered.subarray(options.firstBit / 8);
  // What was swapped is a copy already.
  const pixels =
    swapped && ordered === swapped
      ? ownSamples(type, swapped, count)
      : samplesFromLittleEndian(type, ordered, count);
  const planar = description.planar === 1 && samples > 1 && !halfChroma;
  return { ...base, pixels: planar ? interleave(pixels, type, samples) : pixels };
}
