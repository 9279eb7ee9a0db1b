import { expect, test } from "vitest";
import { chunkSource } from "../../../../src/workers/pixels/read-instance.ts";

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);

/** A store of chunks that ends where told, and the chunks that were asked for. */
function stored(ends: readonly number[], known: boolean) {
  const asked: number[] = [];
  const fetchChunk = async (index: number) => {
    asked.push(index);
    return bytes.slice(ends[index - 1] ?? 0, ends[index]);
  };
  return { asked, source: chunkSource(100, ends.length, fetchChunk, known ? ends : undefined) };
}

test.each([
  ["even", [25, 50, 75, 100]],
  ["uneven", [3, 40, 41, 90, 100]],
  ["a long header in two parts, then even frames", [20, 40, 50, 70, 90, 100]],
  ["one", [100]],
])("%s chunks: every range is read as it was stored", async (_name, ends) => {
  for (const known of [false, true]) {
    const { source } = stored(ends, known);
    for (let offset = 0; offset < 100; offset += 7) {
      for (let length = 0; offset + length <= 100; length += 11) {
        expect([...(await source.read(offset, length))]).toEqual([...bytes.slice(offset, offset + length)]);
      }
    }
  }
});

test("with known ends only the chunks of the range are fetched", async () => {
  const { asked, source } = stored([3, 40, 41, 90, 100], true);
  await source.read(92, 4);
  expect(asked).toEqual([4]);
});

test("ranges outside, and chunks that are not there or too short, are errors", async () => {
  const { source } = stored([50, 100], false);
  await expect(source.read(90, 11)).rejects.toMatchObject({ code: "truncated" });
  const gone = chunkSource(100, 2, async () => null);
  await expect(gone.read(0, 1)).rejects.toMatchObject({ code: "truncated" });
  const short = chunkSource(100, 2, async () => new Uint8Array(10));
  await expect(short.read(0, 60)).rejects.toMatchObject({ code: "truncated" });
  const lying = chunkSource(100, 2, async () => new Uint8Array(10), [50, 100]);
  await expect(lying.read(0, 60)).rejects.toMatchObject({ code: "truncated" });
});
