import { expect, test } from "vitest";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { makeRandom } from "../../support/random.ts";
import { bytesOf, numberBytes } from "../../support/wasm-bytes.ts";

const { decodeRleFrame, unpackBits } = makeOwnPipelinesNode();

/** PackBits by literals and runs of random lengths, with a no-op now and then. */
function packBits(bytes: Uint8Array, random: () => number): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run++;
    if (run > 1) out.push(257 - run, bytes[at] ?? 0);
    else out.push(0, bytes[at] ?? 0);
    if (random() < 0.1) out.push(128);
    at += run;
  }
  return Uint8Array.from(out.length % 2 === 0 ? out : [...out, 0]);
}

function rleFrame(
  samples: Uint8Array,
  segments: number,
  bytesPerSample: number,
  random: () => number,
): Uint8Array {
  const planes = Array.from({ length: segments }, (_, segment) => {
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    return packBits(
      samples.filter((_, i) => i % segments === sample * bytesPerSample + byte),
      random,
    );
  });
  let at = 64;
  const offsets = planes.map((plane) => {
    const here = at;
    at += plane.length;
    return numberBytes(here, 4);
  });
  const head = bytesOf(numberBytes(segments, 4), ...offsets);
  return bytesOf(head, new Uint8Array(64 - head.length), ...planes);
}

test.each([
  [1, 1],
  [1, 2],
  [3, 1],
  [3, 2],
  [1, 4],
])("an RLE frame of %i samples of %i bytes gives its samples back", async (samples, bytesPerSample) => {
  const random = makeRandom(samples * 10 + bytesPerSample);
  const shape = { rows: 13, columns: 11, samples, bytesPerSample };
  const pixels = new Uint8Array(13 * 11 * samples * bytesPerSample).map(() => Math.floor(random() * 3));
  const frame = rleFrame(pixels, samples * bytesPerSample, bytesPerSample, random);
  expect(await decodeRleFrame(frame, shape)).toEqual(pixels);
});

test("an RLE frame that is cut, lies about its segments or its size is refused", async () => {
  const shape = { rows: 13, columns: 11, samples: 1, bytesPerSample: 2 };
  const frame = rleFrame(new Uint8Array(286).fill(7), 2, 2, makeRandom(1));
  const code = (bytes: Uint8Array, with_ = shape) =>
    decodeRleFrame(bytes, with_).then(
      () => "accepted",
      (reason: { code: string }) => reason.code,
    );
  expect(await code(frame)).toBe("accepted");
  expect(await code(frame.slice(0, 66))).toMatch(/truncated|malformed/);
  expect(await code(frame.slice(0, 30))).toBe("truncated");
  expect(await code(frame, { ...shape, bytesPerSample: 1 })).toBe("malformed");
  expect(await code(frame, { ...shape, rows: 60000, columns: 60000 })).toBe("truncated");
  expect(await code(bytesOf(frame.slice(0, 4), [0xff, 0xff, 0xff, 0xff], frame.slice(8)))).toBe("malformed");
});

test("bits come out least significant first, from any bit on", async () => {
  expect([...(await unpackBits(Uint8Array.from([0b10110010, 0b1]), 1, 8))]).toEqual([1, 0, 0, 1, 1, 0, 1, 1]);
  await expect(unpackBits(new Uint8Array(1), 1, 8)).rejects.toMatchObject({ code: "truncated" });
});
