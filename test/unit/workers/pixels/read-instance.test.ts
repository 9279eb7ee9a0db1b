import { expect, test } from "vitest";
import { chunkSource } from "../../../../src/workers/pixels/read-instance.ts";

const bytes = new Uint8Array(100).map((_, index) => index);

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

test("chunks that are read one after the other are fetched ahead, each once; one read by itself brings no other", async () => {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const fetchChunk = (index: number) => {
    asked.push(index);
    return new Promise<Uint8Array>((done) =>
      answers.push(() => done(bytes.slice(index * 20, index * 20 + 20))),
    );
  };
  const source = chunkSource(100, 5, fetchChunk, [20, 40, 60, 80, 100]);
  const first = source.read(0, 5);
  expect(asked).toEqual([0]);
  answers[0]?.();
  await first;
  const second = source.read(20, 5);
  // The third is under way before anybody asks for it.
  expect(asked).toEqual([0, 1, 2]);
  for (const answer of answers) answer();
  expect([...(await second)]).toEqual([20, 21, 22, 23, 24]);
  expect([...(await source.read(40, 2))]).toEqual([40, 41]);
  expect(asked).toEqual([0, 1, 2, 3]);
  const far = chunkSource(100, 5, fetchChunk, [20, 40, 60, 80, 100]);
  void far.read(60, 1);
  expect(asked).toEqual([0, 1, 2, 3, 3]);
});

test("a chunk that could not be fetched ahead is an error for who reads it, and is tried again", async () => {
  let broken = true;
  const fetchChunk = async (index: number) => {
    if (index === 2 && broken) throw new Error("the disk");
    return bytes.slice(index * 20, index * 20 + 20);
  };
  const source = chunkSource(100, 5, fetchChunk, [20, 40, 60, 80, 100]);
  await source.read(0, 1);
  expect([...(await source.read(20, 1))]).toEqual([20]);
  await expect(source.read(40, 1)).rejects.toThrow("the disk");
  broken = false;
  expect([...(await source.read(40, 1))]).toEqual([40]);
});
