import { expect, test } from "vitest";
import type { ThingGroup } from "../../../../src/domain/review/compare-readers.ts";
import { disagreementOf } from "../../../../src/domain/review/disagreement.ts";

const group = (iou: number | null, ...classes: readonly (string | null)[]): ThingGroup => ({
  id: "g",
  series: "s",
  slice: 0,
  iou,
  members: classes.map((classId) =>
    classId === null ? null : { object: "o", classId, hasArea: iou !== null },
  ),
});

test("readers are apart where one lacks a thing, calls it otherwise, or shares less than half of it", () => {
  const groups = [
    group(0.9, "mass", "mass"),
    group(0.4, "mass", "mass"),
    group(0, "mass", null),
    group(0.95, "mass", "cyst"),
    group(null, "mass", "mass"),
  ];
  const { apart, things, grade } = disagreementOf(groups);
  expect([apart, things]).toEqual([3, 5]);
  expect(grade).toBeCloseTo((0.1 + 0.6 + 1 + 1 + 0) / 5, 9);
});

test("who drew nothing agrees; three readers are apart where one of them is", () => {
  expect(disagreementOf([])).toEqual({ apart: 0, things: 0, grade: 0 });
  expect(disagreementOf([group(0, "mass", "mass", null)]).apart).toBe(1);
});
