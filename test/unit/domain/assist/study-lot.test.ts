import { expect, test } from "vitest";
import { studyLot } from "../../../../src/domain/assist/study-lot.ts";

const uids = Array.from({ length: 400 }, (_, at) => `2.25.${1000 + at}`);
const drawn = (seed: string, from = uids) => from.toSorted((a, b) => studyLot(a, seed) - studyLot(b, seed));

test("an order by lot is the same for the same reader, whatever came in when, and another for another reader", () => {
  expect(drawn("u1", uids.toReversed())).toEqual(drawn("u1"));
  expect(drawn("u2")).not.toEqual(drawn("u1"));
  expect(drawn("u1")).not.toEqual(uids);
});

test("what came in first comes first no more often than by chance", () => {
  for (const seed of ["u1", "u2", "u3", "u4"]) {
    const places = new Map(drawn(seed).map((uid, at) => [uid, at]));
    const mean = (from: readonly string[]) =>
      from.reduce((sum, uid) => sum + (places.get(uid) ?? 0), 0) / from.length;
    // Of 200 places drawn from 400 the mean has a standard deviation of about 6 round 199.5.
    expect(Math.abs(mean(uids.slice(0, 200)) - 199.5)).toBeLessThan(30);
  }
});
