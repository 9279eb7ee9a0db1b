import type { CodecDecoder } from "./codec-assets.ts";
import type { DecodedStream } from "./decoded-stream.ts";

/** Plane after plane to pixel after pixel, on bytes of `size` a sample. */
function interleaveBytes(planes: Uint8Array, samples: number, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(planes.length);
  const count = planes.length / samples / size;
  for (let sample = 0; sample < samples; sample++) {
    for (let pixel = 0; pixel < count; pixel++) {
      const from = (sample * count + pixel) * size;
      const to = (pixel * samples + sample) * size;
      for (let byte = 0; byte < size; byte++) out[to + byte] = planes[from + byte] ?? 0;
    }
  }
  return out;
}

/** Runs a decoder of the cornerstone packages once; throws what it throws. The result is a copy out of the heap. */
export function decodeWith(make: () => CodecDecoder, encoded: Uint8Array): DecodedStream {
  const decoder = make();
  try {
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.decode();
    const info = decoder.getFrameInfo();
    const bytesPerSample = info.bitsPerSample <= 8 ? 1 : 2;
    const decoded = decoder.getDecodedBuffer();
    const length = info.width * info.height * info.componentCount * bytesPerSample;
    if (decoded.length < length) throw new Error("the codec gave too few samples");
    const samples = decoded.subarray(0, length);
    // JPEG-LS interleave mode 0 comes out plane after plane.
    const planar = decoder.getInterleaveMode?.() === 0 && info.componentCount > 1;
    return {
      columns: info.width,
      rows: info.height,
      samples: info.componentCount,
      bytesPerSample,
      bytes: planar ? interleaveBytes(samples, info.componentCount, bytesPerSample) : new Uint8Array(samples),
    };
  } finally {
    decoder.delete();
  }
}
