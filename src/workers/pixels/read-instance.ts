import { type ByteSource, checkRange } from "../../formats/byte-source.ts";
import { FormatError } from "../../formats/format-error.ts";

/** Fetches one stored chunk of an instance; null when it is not there. */
export type FetchChunk = (index: number) => Promise<Uint8Array | null>;

/** Chunks that stay in memory per instance: enough for one frame and its neighbours. */
const keptChunks = 8;

/**
 * Range reads over the chunks of a stored instance. Chunks may be of any size (they are cut at frame borders): where one begins
 * is learned from those before it, and guessed first, so that reading at the end does not read everything. A wrong guess is
 * noticed and costs one more read.
 */
export function chunkSource(lengthBytes: number, chunkCount: number, fetchChunk: FetchChunk): ByteSource {
  /** `ends[i]`: offset of the byte after chunk i, for a known beginning of the chunks. */
  const ends: number[] = [];
  const cache = new Map<number, Uint8Array>();

  const chunkAt = async (index: number): Promise<Uint8Array> => {
    const hit = cache.get(index);
    if (hit) {
      cache.delete(index);
      cache.set(index, hit);
      return hit;
    }
    const bytes = await fetchChunk(index);
    if (!bytes)
      throw new FormatError("truncated", `part ${index + 1} of ${chunkCount}`, "nothing in the store");
    cache.set(index, bytes);
    const oldest = cache.keys().next();
    if (cache.size > keptChunks && !oldest.done) cache.delete(oldest.value);
    if (index === ends.length) ends.push((ends[index - 1] ?? 0) + bytes.length);
    return bytes;
  };

  /** All chunks but the last of one size: then a chunk's place is arithmetic. Null as soon as one tells otherwise. */
  let even: number | null | undefined;
  const evenSize = async (): Promise<number | null> => {
    if (even !== undefined) return even;
    const size = (await chunkAt(0)).length;
    even = size > 0 && Math.ceil(lengthBytes / size) === chunkCount ? size : null;
    return even;
  };

  /** The chunk that holds `offset`, and where it begins. */
  const locate = async (offset: number): Promise<{ readonly bytes: Uint8Array; readonly start: number }> => {
    const size = await evenSize();
    if (size !== null && offset >= (ends.at(-1) ?? 0)) {
      const index = Math.floor(offset / size);
      const bytes = await chunkAt(index);
      const expected = Math.min(size, lengthBytes - index * size);
      if (bytes.length === expected) return { bytes, start: index * size };
      even = null;
    }
    while ((ends.at(-1) ?? 0) <= offset && ends.length < chunkCount) await chunkAt(ends.length);
    const index = ends.findIndex((end) => end > offset);
    if (index < 0) throw new FormatError("truncated", `${lengthBytes} stored bytes`, `${ends.at(-1) ?? 0}`);
    return { bytes: await chunkAt(index), start: ends[index - 1] ?? 0 };
  };

  return {
    lengthBytes,
    async read(offset, length) {
      checkRange(lengthBytes, offset, length);
      if (length === 0) return new Uint8Array(0);
      const first = await locate(offset);
      const from = offset - first.start;
      if (from + length <= first.bytes.length) return first.bytes.subarray(from, from + length);
      const whole = new Uint8Array(length);
      whole.set(first.bytes.subarray(from));
      let done = first.bytes.length - from;
      while (done < length) {
        const { bytes, start } = await locate(offset + done);
        const part = bytes.subarray(offset + done - start, offset + length - start);
        whole.set(part, done);
        done += part.length;
      }
      return whole;
    },
  };
}
