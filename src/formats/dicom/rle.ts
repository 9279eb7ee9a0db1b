import { FormatError } from "../format-error.ts";

/** Undoes one PackBits segment into `out` at every `stride`-th byte from `start` (PS3.5 G.3.2). Returns bytes written. */
function unpackSegment(
  segment: Uint8Array,
  out: Uint8Array,
  start: number,
  stride: number,
  count: number,
): number {
  const end = segment.length;
  const stop = start + count * stride;
  let at = 0;
  let to = start;
  while (at < end && to < stop) {
    const code = segment[at++] as number;
    if (code < 128) {
      const last = Math.min(at + code + 1, end);
      for (; at < last && to < stop; to += stride) out[to] = segment[at++] as number;
    } else if (code > 128) {
      const value = at < end ? (segment[at] as number) : 0;
      at++;
      const last = Math.min(to + (257 - code) * stride, stop);
      for (; to < last; to += stride) out[to] = value;
    }
  }
  return (to - start) / stride;
}

/**
 * Decodes one RLE frame (PS3.5 annex G) to `pixels` samples of `samples` × `bytesPerSample`, interleaved, little endian.
 * Segments are most significant byte first, sample after sample. Errors: {@link FormatError}, also when a segment is short.
 */
export function decodeRle(
  bytes: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array<ArrayBuffer> {
  if (bytes.length < 64) throw new FormatError("truncated", "an RLE header of 64 bytes", `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = view.getUint32(0, true);
  const expected = samples * bytesPerSample;
  if (segments !== expected) {
    throw new FormatError("parse-error", `${expected} RLE segments`, `${segments}`);
  }
  // Two bytes become at most 128: a frame that is too short for its size is refused before anything is allocated.
  if (pixels * expected > bytes.length * 64) {
    throw new FormatError("truncated", `RLE data for ${pixels * expected} bytes`, `${bytes.length} bytes`);
  }
  const offsets = Array.from({ length: segments }, (_, index) => view.getUint32(4 + index * 4, true));
  const out = new Uint8Array(pixels * expected);
  for (const [index, offset] of offsets.entries()) {
    const end = offsets[index + 1] ?? bytes.length;
    if (offset < 64 || offset > end || end > bytes.length) {
      throw new FormatError("parse-error", "RLE segments in order inside the frame", `${offset} to ${end}`);
    }
    const sample = Math.floor(index / bytesPerSample);
    const byte = bytesPerSample - 1 - (index % bytesPerSample);
    const start = sample * bytesPerSample + byte;
    const written = unpackSegment(bytes.subarray(offset, end), out, start, expected, pixels);
    if (written < pixels)
      throw new FormatError("truncated", `${pixels} bytes in an RLE segment`, `${written}`);
  }
  return out;
}
