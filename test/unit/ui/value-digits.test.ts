import { expect, test } from "vitest";
import { valueDigits } from "../../../src/ui/viewer/value-digits.ts";

test("whole numbers are shown as such, in any window", () => {
  for (const span of [2, 400, 4096])
    expect(valueDigits({ type: "i16", slope: 1, intercept: -1024 }, span)).toBe(0);
});

test("values with a fraction are shown so that a window of them can be told apart", () => {
  const map = { type: "f32", slope: 1, intercept: 0 } as const;
  expect([2000, 400, 12, 2.5, 0.9, 0.003].map((span) => valueDigits(map, span))).toEqual([0, 0, 1, 2, 3, 5]);
  // Uptake of a PET, stored as whole numbers with a small slope (PS3.3 C.8.9.1).
  expect(valueDigits({ type: "u16", slope: 0.00071, intercept: 0 }, 12)).toBe(1);
});

test("where nothing is shown there are no decimals", () => {
  expect(valueDigits(undefined, 400)).toBe(0);
  expect(valueDigits({ type: "f32", slope: 1, intercept: 0 }, 0)).toBe(0);
  expect(valueDigits({ type: "f32", slope: 1, intercept: 0 }, Number.NaN)).toBe(0);
});
