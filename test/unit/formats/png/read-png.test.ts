import { describe, expect, test } from "vitest";
import { readPngImage } from "../../../../src/formats/png/png-image.ts";
import { readPng } from "../../../../src/formats/png/read-png.ts";
import { makePng } from "../../../support/raw-maker.ts";

const columns = 13;
const rows = 11;
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const kinds = [
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
  [0, 16],
  [2, 8],
  [2, 16],
  [4, 8],
  [4, 16],
  [6, 8],
  [6, 16],
] as const;

describe.each([false, true])("interlaced: %s", (interlaced) => {
  test.each(kinds)("type %i of %i bits gives the stored samples", (colorType, bits) => {
    const channels = channelsOf[colorType] ?? 1;
    const sample = (x: number, y: number, channel: number) => (x * 37 + y * 911 + channel * 5) % 2 ** bits;
    const read = readPng(makePng({ columns, rows, bits, colorType, interlaced, sample }));
    const expected: number[] = [];
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) for (let c = 0; c < channels; c++) expected.push(sample(x, y, c));
    expect([read.channels, read.bits, [...read.samples]]).toEqual([channels, bits, expected]);
  });

  test.each([1, 2, 4, 8])("a palette of %i bits gives its colours", (bits) => {
    const palette = new Uint8Array(3 * 2 ** bits).map((_, index) => (index * 71) % 256);
    const sample = (x: number, y: number) => (x + 3 * y) % 2 ** bits;
    const image = readPngImage(makePng({ columns, rows, bits, colorType: 3, interlaced, sample, palette }));
    expect([image.samples, image.type]).toEqual([3, "u8"]);
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const entry = sample(x, y);
        expect([...image.bytes.subarray(3 * (y * columns + x), 3 * (y * columns + x) + 3)]).toEqual([
          ...palette.subarray(3 * entry, 3 * entry + 3),
        ]);
      }
  });
});

test("alpha is left out of an image of the store", () => {
  const image = readPngImage(
    makePng({ columns: 2, rows: 1, bits: 8, colorType: 6, sample: (x, _y, c) => 10 * x + c }),
  );
  expect([image.samples, [...image.bytes], image.leftOut]).toEqual([3, [0, 1, 2, 10, 11, 12], ["alpha"]]);
});

test("a cut, damaged or lying file is refused", () => {
  const file = makePng({ columns, rows, bits: 8, colorType: 0, sample: (x, y) => x * y });
  expect(() => readPng(file.subarray(0, 60))).toThrow("bytes");
  const damaged = new Uint8Array(file);
  damaged[50] = (damaged[50] ?? 0) ^ 1;
  expect(() => readPng(damaged)).toThrow("check sum");
  const small = makePng({ columns: 1, rows: 1, bits: 8, colorType: 0, sample: () => 0 });
  const tall = makePng({ columns: 60_000, rows: 0, bits: 8, colorType: 0, sample: () => 0 });
  expect(() => readPng(tall)).toThrow("some size");
  expect(readPng(small).samples[0]).toBe(0);
});
