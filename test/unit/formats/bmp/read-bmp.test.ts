import { expect, test } from "vitest";
import { readBmp } from "../../../../src/formats/bmp/read-bmp.ts";
import { ascii, makeBmp } from "../../../support/raw-maker.ts";

/** A bitmap of a 40-byte header. */
function bitmap(
  width: number,
  height: number,
  bits: number,
  compression: number,
  tables: number[],
  data: number[],
) {
  const at = 54 + tables.length;
  const out = new Uint8Array(at + data.length);
  const view = new DataView(out.buffer);
  out.set(ascii("BM"));
  view.setUint32(10, at, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  view.setUint32(46, bits <= 8 ? tables.length / 4 : 0, true);
  out.set(tables, 54);
  out.set(data, at);
  return out;
}

test("24 bits, bottom up: rows and colours stand as on a screen", () => {
  const image = readBmp(makeBmp(5, 3, (x, y) => [x, 10 * y, 100 + x * y]));
  expect([image.columns, image.rows, image.samples]).toEqual([5, 3, 3]);
  for (let y = 0; y < 3; y++)
    for (let x = 0; x < 5; x++)
      expect([...image.bytes.subarray(3 * (5 * y + x), 3 * (5 * y + x) + 3)]).toEqual([
        x,
        10 * y,
        100 + x * y,
      ]);
});

test("a palette of greys is grey, one of colours is colour; top down rows stay", () => {
  const greys = [0, 0, 0, 0, 9, 9, 9, 0, 200, 200, 200, 0, 255, 255, 255, 0];
  const grey = readBmp(bitmap(2, -2, 8, 0, greys, [0, 1, 0, 0, 2, 3, 0, 0]));
  expect([grey.samples, [...grey.bytes]]).toEqual([1, [0, 9, 200, 255]]);
  const colors = [3, 2, 1, 0, 6, 5, 4, 0];
  const bits = readBmp(bitmap(3, 1, 1, 0, colors, [0b01000000, 0, 0, 0]));
  expect([...bits.bytes]).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3]);
});

test("run lengths: counted runs, single pixels, jumps and ends", () => {
  const greys = Array.from({ length: 16 }, (_, value) => [value, value, value, 0]).flat();
  const eight = readBmp(bitmap(4, 2, 8, 1, greys, [3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1]));
  expect([...eight.bytes]).toEqual([1, 2, 3, 0, 7, 7, 7, 0]);
  const four = readBmp(bitmap(4, 1, 4, 2, greys, [4, 0x5a, 0, 1]));
  expect([...four.bytes]).toEqual([5, 10, 5, 10]);
});

test("masks of 16 bits are stretched to 8", () => {
  const masks = [0x00, 0xf8, 0, 0, 0xe0, 0x07, 0, 0, 0x1f, 0, 0, 0];
  const image = readBmp(bitmap(1, 1, 16, 3, masks, [0xe0, 0xff, 0, 0]));
  expect([...image.bytes]).toEqual([255, 255, 0]);
});

test("a cut file is refused with its length", () => {
  const file = makeBmp(5, 3, () => [1, 2, 3]);
  expect(() => readBmp(file.subarray(0, 70))).toThrow("found 70");
  expect(() => readBmp(bitmap(70_000, 70_000, 8, 1, [0, 0, 0, 0], []))).toThrow("pixels");
});
