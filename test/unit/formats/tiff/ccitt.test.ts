import { expect, test } from "vitest";
import { decodeCcitt } from "../../../../src/formats/tiff/ccitt.ts";
import { runCodes } from "../../../../src/formats/tiff/ccitt-codes.ts";

/** Bits written out, blanks ignored, to bytes. */
function bytesOf(text: string): Uint8Array {
  const bits = text.replace(/\s/g, "");
  return new Uint8Array(Math.ceil(bits.length / 8)).map((_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8).padEnd(8, "0"), 2),
  );
}
const rowsOf = (packed: Uint8Array, columns: number) => {
  const rowBytes = Math.ceil(columns / 8);
  return Array.from({ length: packed.length / rowBytes }, (_, row) =>
    [...packed.subarray(row * rowBytes, (row + 1) * rowBytes)]
      .map((byte) => byte.toString(2).padStart(8, "0"))
      .join("")
      .slice(0, columns),
  );
};

test("no code word is the beginning of another of its colour, and every run length is there", () => {
  for (const codes of Object.values(runCodes)) {
    const words = [...codes.keys()].map((key) =>
      (key % 65_536).toString(2).padStart(Math.floor(key / 65_536), "0"),
    );
    for (const word of words) expect(words.filter((other) => other.startsWith(word))).toEqual([word]);
    expect([...codes.values()].sort((a, b) => a - b)).toEqual([
      ...Array.from({ length: 64 }, (_, run) => run),
      ...Array.from({ length: 40 }, (_, index) => (index + 1) * 64),
    ]);
  }
});

test("one-dimensional lines begin with white and are padded to bytes", () => {
  // White 2, black 3, white 3; then white 0, black 8.
  const data = `${"0111 10 1000".replace(/\s/g, "").padEnd(16, "0")} 00110101 000101`;
  expect(rowsOf(decodeCcitt(bytesOf(data), 8, 2, "rle"), 8)).toEqual(["00111000", "11111111"]);
});

test("the last code of a block may end with its last byte, and not behind it", () => {
  // White 4, black 5; in G4 the same, horizontal, where the last bit is free.
  expect(rowsOf(decodeCcitt(bytesOf("1011 0011"), 9, 1, "rle"), 9)).toEqual(["000011111"]);
  expect(rowsOf(decodeCcitt(bytesOf("001 00111 000101 11"), 18, 1, "g4"), 18)).toEqual([
    "0".repeat(10) + "1".repeat(8),
  ]);
  // White 2, black 3, and of white 3 (1000) only the first half.
  expect(() => decodeCcitt(bytesOf("0111 10 10"), 8, 1, "rle")).toThrow("CCITT");
});

test("G4: vertical, horizontal and pass modes", () => {
  const data = [
    "001 0111 10 1", // horizontal white 2, black 3; then the rest of the line white: V0 at the edge
    "1 1 1", // the same line again
    "011 010 1", // black begins one later and ends one earlier
    "0001 1", // pass: all white
    "000000000001 000000000001",
  ].join("");
  expect(rowsOf(decodeCcitt(bytesOf(data), 8, 4, "g4"), 8)).toEqual([
    "00111000",
    "00111000",
    "00010000",
    "00000000",
  ]);
});

test("a run of no length is no change of colour for the line below", () => {
  const data = [
    "001 0111 0000110111", // white 2, black 0
    "001 000111 11 1", // white 1, black 2, then white to the edge
    "1 1 1", // the same line again
  ].join("");
  expect(rowsOf(decodeCcitt(bytesOf(data), 8, 2, "g4"), 8)).toEqual(["00011000", "00011000"]);
});

test("G3 with ends of line, in one and in two dimensions", () => {
  const line = "0111 10 1000";
  const eol = "000000000001";
  expect(rowsOf(decodeCcitt(bytesOf(`${eol}${line}${eol}${line}`), 8, 2, "g3-1d"), 8)).toEqual([
    "00111000",
    "00111000",
  ]);
  const two = `${eol}1${line}${eol}0 1 1 1`;
  expect(rowsOf(decodeCcitt(bytesOf(two), 8, 2, "g3-2d"), 8)).toEqual(["00111000", "00111000"]);
});

test("long runs are made up of several codes", () => {
  // White 2560 + 64 + 0, black 8.
  const packed = decodeCcitt(bytesOf("000000011111 11011 00110101 000101"), 2632, 1, "rle");
  const [row = ""] = rowsOf(packed, 2632);
  expect([row.indexOf("1"), row.lastIndexOf("1")]).toEqual([2624, 2631]);
});

test("damaged data is refused", () => {
  expect(() => decodeCcitt(Uint8Array.of(0, 0, 0, 0), 8, 1, "rle")).toThrow(/CCITT/);
  expect(() => decodeCcitt(bytesOf("001 0111"), 64, 1, "g4")).toThrow(/CCITT/);
});
