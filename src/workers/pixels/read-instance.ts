import { type ByteSource, checkRange } from "../../formats/byte-source.ts";
import { FormatError } from "../../formats/format-error.ts";

/** Fetches one stored chunk of an instance; null when it is not there. */
export type FetchChunk = (index: number) => Promise<Uint8Array | null>;

/** Chunks that stay in memory per instance: enough for one frame and its neighbours. */
const keptChunks = 8;

/**
 * Range reads over the chunks of a stored instance. Where they are read one after the other the next one is fetched while this one is
 * worked on: a store takes its time for each. Chunks are cut at frame borders, so they may be of any size: `chunkEnds` (the
 * offset after each) tells where they lie; without it that is learned from the chunks before, once.
 */
export function chunkSource(
  lengthBytes: number,
  chunkCount: number,
  fetchChunk: FetchChunk,
  chunkEnds: readonly number[] = [],
): ByteSource {
  const ends: number[] = [...chunkEnds];
  const cache = new Map<number, Promise<Uint8Array>>();
  let last = -1;

  const fetched = async (index: number): Promise<Uint8Array> => {
    const bytes = await fetchChunk(index);
    if (!bytes)
      throw new FormatError("truncated", `part ${index + 1} of ${chunkCount}`, "nothing in the store");
    return bytes;
  };
  const keep = (index: number): Promise<Uint8Array> => {
    const chunk = cache.get(index) ?? fetched(index);
    cache.delete(index);
    cache.set(index, chunk);
    // What failed is told to those who read it, and tried again by the next.
    chunk.catch(() => cache.get(index) === chunk && cache.delete(index));
    const oldest = cache.keys().next();
    if (cache.size > keptChunks && !oldest.done) cache.delete(oldest.value);
    return chunk;
  };
  const chunkAt = async (index: number): Promise<Uint8Array> => {
    const chunk = keep(index);
    if (last >= 0 && index === last + 1 && index + 1 < chunkCount) keep(index + 1);
    last = index;
    const bytes = await chunk;
    if (index === ends.length) ends.push((ends[index - 1] ?? 0) + bytes.length);
    return bytes;
  };

  /** The chunk that holds `offset`, and where it begins. */
  const locate = async (offset: number): Promise<{ readonly bytes: Uint8Array; readonly start: number }> => {
    while ((ends.at(-1) ?? 0) <= offset && ends.length < chunkCount) await chunkAt(ends.length);
    let [index, high] = [0, ends.length];
    while (index < high) {
      const middle = (index + high) >> 1;
      if ((ends[middle] ?? 0) > offset) high = middle;
      else index = middle + 1;
    }
    if (index === ends.length)
      throw new FormatError("truncated", `${lengthBytes} stored bytes`, `${ends.at(-1) ?? 0}`);
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
        if (part.length === 0) throw new FormatError("truncated", `${length} bytes`, `${done}`, offset);
        whole.set(part, done);
        done += part.length;
      }
      return whole;
    },
  };
}
