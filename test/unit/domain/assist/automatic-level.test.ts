import { expect, test } from "vitest";
import { automaticLevel } from "../../../../src/domain/assist/flood.ts";

/** A map of 10 000 pixels in which `counts[level]` pixels are reached first at `level`; the rest at the last. */
function mapWith(counts: Readonly<Record<number, number>>): Uint8Array {
  const map = new Uint8Array(10_000).fill(255);
  let at = 0;
  for (const [level, count] of Object.entries(counts)) {
    map.fill(Number(level), at, at + count);
    at += count;
  }
  return map;
}

test("it stops at the last level before the leak", () => {
  expect(automaticLevel(mapWith({ 5: 400, 20: 100, 31: 4000 }), null)).toBe(30);
});

test("the growth of a few pixels is no leak, however large beside them", () => {
  expect(automaticLevel(mapWith({ 5: 2, 15: 8, 22: 500, 40: 3000 }), null)).toBe(39);
});

test("without a leak it takes the widest tolerance allowed", () => {
  expect(automaticLevel(mapWith({ 5: 500 }), null)).toBe(50);
});

test("what lies outside the allowed pixels does not count", () => {
  const map = mapWith({ 5: 500, 20: 600, 30: 5000 });
  const allowed = new Uint8Array(10_000).fill(1, 0, 1100);
  expect(automaticLevel(map, allowed)).toBe(19);
});
