import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";

test("a list of numbers is written as each of them alone", () => {
  const numbers = [0, -0, 1, -17, 0.1, 1e21, 1.5e-7, 2 ** 53, Number.MIN_VALUE, 333333333.3333333];
  expect(canonicalJson(numbers)).toBe(`[${numbers.map((one) => canonicalJson(one)).join(",")}]`);
  expect(canonicalJson(numbers)).toBe(JSON.stringify(numbers));
  expect(canonicalJson([])).toBe("[]");
  expect(canonicalJson([1, [2, 3], "4", null])).toBe('[1,[2,3],"4",null]');
});

test("what RFC 8785 cannot write is refused in lists too", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => canonicalJson([1, bad])).toThrow();
});
