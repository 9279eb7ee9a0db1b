import { expect, test } from "vitest";
import { tileSide } from "../../../src/domain/mask.ts";
import { decodeMaskTile, eachTileSpan, encodeMaskTile } from "../../../src/domain/mask-tile-codec.ts";
import { expectSame } from "../../support/expect-same.ts";
import { makeRandom } from "../../support/random.ts";

/** Pixels of one value by the spans that the packed tile tells. */
function marked(bytes: ArrayBuffer, value: number): number[] {
  const pixels: number[] = [];
  eachTileSpan(bytes, value, (row, from, to) => {
    expect(0 <= from && from < to && to <= tileSide).toBe(true);
    for (let x = from; x < to; x++) pixels.push(row * tileSide + x);
  });
  return pixels;
}

test("the spans of a packed tile are the pixels of the unpacked one, each once and in order", () => {
  const random = makeRandom(5);
  for (let i = 0; i < 300; i++) {
    const tile = new Uint16Array(tileSide * tileSide);
    // Runs of any length: within a row, over many of them, and the whole tile.
    for (let at = 0; at < tile.length; ) {
      const end = at + 1 + Math.floor(random() ** 4 * tile.length);
      tile.fill(Math.floor(random() * 4), at, end);
      at = end;
    }
    const bytes = encodeMaskTile(tile);
    expectSame(decodeMaskTile(bytes), tile);
    for (const value of [0, 1, 3, 9]) {
      const own = [...tile.keys()].filter((at) => tile[at] === value);
      expectSame(marked(bytes, value), own);
    }
  }
});

test("runs of one value after each other are one; a tile that was not written whole is told", () => {
  const whole = new Uint16Array([10, 7, 20, 7, 4066, 0]);
  const spans: number[][] = [];
  eachTileSpan(whole.buffer, 7, (...span) => spans.push(span));
  expect(spans).toEqual([[0, 0, 30]]);
  for (const bad of [new Uint16Array([10, 7]), new Uint16Array([4096, 0, 1, 7]), new Uint8Array([0, 16, 0])])
    expect(() => eachTileSpan(bad.buffer, 7, () => undefined)).toThrow(/not written whole/);
});
