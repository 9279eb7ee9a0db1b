import { type SampleArray, type SampleType, sampleArrays, sampleBytes } from "../../domain/samples.ts";

/** A view of `buffer` as samples of `type`; `byteOffset` and `count` in the type's own steps. */
export function samplesOver(
  type: SampleType,
  buffer: ArrayBuffer,
  byteOffset: number,
  count: number,
): SampleArray {
  return new sampleArrays[type](buffer, byteOffset, count);
}

/** Fresh samples of `type`, all zero. */
export function newSamples(type: SampleType, count: number): SampleArray {
  return samplesOver(type, new ArrayBuffer(count * sampleBytes[type]), 0, count);
}

/** Two words of 16 bits, each with its bytes swapped. */
const swapPair = (both: number) => ((both & 0x00ff00ff) << 8) | ((both >>> 8) & 0x00ff00ff);

/** Swaps the bytes of every word of `size` in place. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  let at = 0;
  if (size === 2 && bytes.byteOffset % 4 === 0) {
    // Two words at a time, and four times two in a step: half the time of a plain loop.
    const pairs = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    const { length } = pairs;
    let pair = 0;
    for (; pair + 3 < length; pair += 4) {
      pairs[pair] = swapPair(pairs[pair] ?? 0);
      pairs[pair + 1] = swapPair(pairs[pair + 1] ?? 0);
      pairs[pair + 2] = swapPair(pairs[pair + 2] ?? 0);
      pairs[pair + 3] = swapPair(pairs[pair + 3] ?? 0);
    }
    for (; pair < length; pair++) pairs[pair] = swapPair(pairs[pair] ?? 0);
    at = pairs.length * 4;
  }
  for (; at + size <= bytes.length; at += size) {
    for (let low = at, high = at + size - 1; low < high; low++, high--) {
      const kept = bytes[low] ?? 0;
      bytes[low] = bytes[high] ?? 0;
      bytes[high] = kept;
    }
  }
}

/** Little endian bytes as samples: always a copy, so that alignment and owner do not matter. */
export function samplesFromLittleEndian(type: SampleType, bytes: Uint8Array, count: number): SampleArray {
  const length = count * sampleBytes[type];
  // A copy by `slice` does not clear its memory first; missing bytes must be zero.
  const copy =
    bytes.length >= length ? bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length) : null;
  if (copy instanceof ArrayBuffer) return samplesOver(type, copy, 0, count);
  const buffer = new ArrayBuffer(length);
  new Uint8Array(buffer).set(bytes.subarray(0, length));
  return samplesOver(type, buffer, 0, count);
}

/** Little endian bytes that nobody else holds as samples, without a copy where they fill their buffer. */
export function ownSamples(type: SampleType, bytes: Uint8Array<ArrayBuffer>, count: number): SampleArray {
  const fits = bytes.byteOffset === 0 && bytes.buffer.byteLength === count * sampleBytes[type];
  return fits ? samplesOver(type, bytes.buffer, 0, count) : samplesFromLittleEndian(type, bytes, count);
}

/** Plane after plane becomes sample after sample. */
export function interleave(pixels: SampleArray, type: SampleType, samples: number): SampleArray {
  const count = Math.floor(pixels.length / samples);
  const out = newSamples(type, pixels.length);
  for (let sample = 0; sample < samples; sample++) {
    const from = sample * count;
    for (let pixel = 0; pixel < count; pixel++) out[pixel * samples + sample] = pixels[from + pixel] ?? 0;
  }
  return out;
}
