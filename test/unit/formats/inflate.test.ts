import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { InflateError } from "../../../src/formats/inflate/decode-block.ts";
import { makeInflater } from "../../../src/formats/inflate/inflater.ts";
import { inflateRaw } from "../../../src/formats/inflate-raw.ts";
import { makeRandom } from "../../support/random.ts";

type Making = (at: number, random: () => number) => number;

const kinds: Readonly<Record<string, Making>> = {
  noise: (_, random) => Math.floor(random() * 256),
  runs: (at) => (at >> 9) & 255,
  letters: (at, random) => 97 + Math.floor(random() ** 3 * 20) + (at % 7 === 0 ? 1 : 0),
  slopes: (at, random) => (at % 2 ? (at >> 10) & 15 : at / 3 + random() * 12) & 255,
};

function bytesOf(kind: string, length: number): Uint8Array {
  const random = makeRandom(length + kind.length);
  return new Uint8Array(length).map((_, at) => kinds[kind]?.(at, random) ?? 0);
}

const ways = [0, 1, 6, 9].map((level) => ({ level }));
const strategies = [constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FILTERED];
const options = [...ways, ...strategies.map((strategy) => ({ level: 6, strategy }))];
const lengths = [0, 1, 2, 257, 1000, 65_535, 65_536, 300_000];

test.each(Object.keys(kinds))(
  "%s of every length, at every level and strategy, comes back as it was",
  (kind) => {
    for (const length of lengths) {
      const bytes = bytesOf(kind, length);
      for (const option of options) {
        const packed = new Uint8Array(deflateRawSync(bytes, option));
        const found = inflateRaw(packed, null);
        expect(Buffer.compare(found, bytes), `${length} ${JSON.stringify(option)}`).toBe(0);
        expect(found.buffer.byteLength).toBe(found.length);
      }
    }
  },
);

test("a stream that is undone step by step gives the same bytes, each step no more than was wanted", () => {
  const random = makeRandom(5);
  for (const kind of Object.keys(kinds)) {
    const bytes = bytesOf(kind, 100_000);
    for (const option of options) {
      const inflater = makeInflater(new Uint8Array(deflateRawSync(bytes, option)));
      for (let wanted = 0; !inflater.ended; wanted += Math.floor(random() ** 4 * 30_000)) {
        const found = inflater.upTo(wanted);
        expect(found.length).toBe(Math.min(wanted, bytes.length));
        expect(found.buffer.byteLength).toBeLessThanOrEqual(Math.max(wanted, 64 * 1024));
        expect(Buffer.compare(found, bytes.subarray(0, found.length))).toBe(0);
      }
      expect(inflater.upTo(1 << 20).length).toBe(bytes.length);
    }
  }
});

test("a bomb takes the memory that was allowed and no more, and is refused by name", () => {
  const bomb = new Uint8Array(deflateRawSync(new Uint8Array(64 << 20)));
  const found = makeInflater(bomb).upTo(100_000);
  expect(found.length).toBe(100_000);
  expect(found.buffer.byteLength).toBe(100_000);
  expect(() => inflateRaw(bomb, 12, 100_000)).toThrowError(
    expect.objectContaining({ code: "too-large", offset: 12 }),
  );
  expect(inflateRaw(bomb, null, 64 << 20).length).toBe(64 << 20);
  // Who announces more than there can be does not get the memory for it.
  const short = new Uint8Array(deflateRawSync(new Uint8Array(10)));
  expect(makeInflater(short).upTo(1 << 30, 1 << 30).buffer.byteLength).toBeLessThan(1 << 20);
});

test("what follows the end of a stream is not looked at", () => {
  const packed = deflateRawSync(bytesOf("letters", 5000));
  const found = inflateRaw(
    new Uint8Array(Buffer.concat([packed, Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9])])),
    null,
  );
  expect(Buffer.compare(found, bytesOf("letters", 5000))).toBe(0);
});

test("a stream that is cut off anywhere is an error, not fewer bytes", () => {
  for (const option of options) {
    const packed = new Uint8Array(deflateRawSync(bytesOf("letters", 700), option));
    for (let length = 0; length < packed.length; length++)
      expect(() => makeInflater(packed.subarray(0, length)).upTo(1 << 20), `${length}`).toThrow(InflateError);
  }
});

test("a match from before the first byte, a symbol without a meaning and a length that is not its complement are damage", () => {
  // Last block, fixed code: length 3 from one byte back, where there is none; then symbol 286 (RFC 1951 3.2.6); then a stored block.
  for (const bytes of [
    [3, 2, 0, 0],
    [0b00011011, 3, 0, 0],
    [1, 1, 0, 0, 0, 9],
  ])
    expect(() => makeInflater(Uint8Array.from(bytes)).upTo(9)).toThrowError(
      expect.objectContaining({ kind: "damaged" }),
    );
});

test("a damaged stream ends in an error or in what zlib makes of it", () => {
  const random = makeRandom(99);
  let accepted = 0;
  for (let round = 0; round < 4000; round++) {
    const kind = Object.keys(kinds)[round % 4] ?? "";
    const packed = new Uint8Array(deflateRawSync(bytesOf(kind, 300 + (round % 900)), options[round % 8]));
    for (let flips = 0; flips <= round % 3; flips++)
      packed[Math.floor(random() * packed.length)] = Math.floor(random() * 256);
    let theirs: Uint8Array | null = null;
    try {
      theirs = inflateRawSync(packed, { maxOutputLength: 1 << 20 });
    } catch {
      // zlib refuses it: so may we, in words of our own.
    }
    let ours: Uint8Array | null = null;
    try {
      ours = makeInflater(packed).upTo(1 << 20);
    } catch (reason) {
      expect(reason).toBeInstanceOf(InflateError);
    }
    if (!theirs) continue;
    accepted++;
    expect(ours && Buffer.compare(ours, theirs), `round ${round}`).toBe(0);
  }
  expect(accepted).toBeGreaterThan(300);
});
