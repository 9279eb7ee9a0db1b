import { expect, test } from "vitest";
import { readPng } from "../../../../src/formats/png/read-png.ts";
import { writePng } from "../../../../src/formats/png/write-png.ts";
import { makeRandom } from "../../../support/random.ts";

test.each([
  [8, 1],
  [8, 3],
  [16, 1],
] as const)("%i-bit pictures of %i channels come back, sample for sample", (bits, channels) => {
  const random = makeRandom(bits + channels);
  const [columns, rows] = [37, 23];
  const count = columns * rows * channels;
  const samples = bits === 8 ? new Uint8Array(count) : new Uint16Array(count);
  samples.forEach((_, index) => {
    samples[index] = random() * 2 ** bits;
  });
  const read = readPng(writePng({ columns, rows, channels, bits, samples }));
  expect([read.columns, read.rows, read.channels, read.bits]).toEqual([columns, rows, channels, bits]);
  expect(read.samples).toEqual(samples);
});

test("equal pixels give equal bytes", () => {
  const picture = { columns: 2, rows: 2, channels: 1, bits: 8, samples: Uint8Array.of(1, 2, 3, 4) } as const;
  expect(writePng(picture)).toEqual(writePng(picture));
});

test("a broken picture is refused", () => {
  expect(() => readPng(new Uint8Array(60))).toThrow("signature");
});
