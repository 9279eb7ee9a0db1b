import { expect, test } from "vitest";
import { cineFps, makeCineClock } from "../../../src/viewer/cine-clock.ts";

test("the speed is the file's frame time, 15 where it says nothing, and never outside 1 to 60", () => {
  expect(cineFps(40)).toBe(25);
  expect(cineFps(undefined)).toBe(15);
  expect(cineFps(0)).toBe(15);
  expect(cineFps(5)).toBe(60);
  expect(cineFps(5000)).toBe(1);
});

test("a clip that is asked late drops frames and is never slower than the clock", () => {
  const clock = makeCineClock(100, 10, 30, 1000);
  expect(clock.frameAt(1000)).toBe(10);
  expect(clock.frameAt(1033)).toBe(10);
  expect(clock.frameAt(1034)).toBe(11);
  // Nothing was asked for a second: 30 frames have gone by.
  expect(clock.frameAt(2000)).toBe(40);
  expect(clock.frameAt(1000 + 90_000 / 30)).toBe(0);
  // A clock that steps back does not run backwards.
  expect(clock.frameAt(900)).toBe(10);
});

test("another speed goes on from the frame of that moment", () => {
  const clock = makeCineClock(100, 0, 10, 0);
  clock.setFps(50, 1000);
  expect(clock.frameAt(1000)).toBe(10);
  expect(clock.frameAt(1100)).toBe(15);
});
