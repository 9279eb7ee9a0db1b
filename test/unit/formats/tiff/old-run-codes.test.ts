import { expect, test } from "vitest";
import { decodeNext, decodeThunder } from "../../../../src/formats/tiff/old-run-codes.ts";

test("ThunderScan: raw values, runs and both kinds of differences give their greys, each row from 0", () => {
  // Row 1: raw 9, run of 2, two-bit steps +1 none -1, three-bit steps +3 none. Row 2: two-bit steps -1 (wraps) none none, run of 6.
  const bytes = Uint8Array.of(0xc9, 0x02, 0x40 | 0b01_10_11, 0x80 | 0b011_100, 0x40 | 0b11_10_10, 0x06);
  const out = new Uint8Array(6);
  expect(decodeThunder(bytes, out, 6)).toBe(6);
  expect([...out]).toEqual([0x99, 0x9a, 0x9c, 0xff, 0xff, 0xff]);
});

test("ThunderScan that ends early counts whole rows only", () => {
  expect(decodeThunder(Uint8Array.of(0xc1, 0x03, 0xc2), new Uint8Array(4), 4)).toBe(2);
});

test("NeXT: a whole row, a span on white, and runs", () => {
  const bytes = Uint8Array.of(0, 0x12, 0x34, 0x40, 0, 1, 0, 1, 0x55, 0x05, 0x83);
  const out = new Uint8Array(6);
  expect(decodeNext(bytes, out, 8)).toBe(6);
  expect([...out]).toEqual([0x12, 0x34, 0xff, 0x55, 0x00, 0x2a]);
});

test("NeXT: a span outside its row is refused, and data that ends early counts whole rows only", () => {
  expect(() => decodeNext(Uint8Array.of(0x40, 0, 2, 0, 1, 7), new Uint8Array(2), 8)).toThrow(
    "a span inside 2",
  );
  expect(decodeNext(Uint8Array.of(0, 1, 2, 0, 3), new Uint8Array(4), 8)).toBe(2);
});
