import { expect, test } from "vitest";
import type { Geometry } from "../../../src/domain/annotation.ts";
import type { MeasureFacts } from "../../../src/domain/measure/measurement.ts";
import { ar } from "../../../src/ui/messages/ar/ar.ts";
import { de } from "../../../src/ui/messages/de/de.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { rowMeasureText } from "../../../src/ui/viewer/measure-text.ts";

const line: Geometry = {
  type: "length",
  pointsImage: [
    [10, 10],
    [40, 50],
  ],
};
const right: Geometry = {
  type: "angle",
  pointsImage: [
    [10, 0],
    [0, 0],
    [0, 10],
  ],
};
const patient: MeasureFacts = { spacingMm: [0.5, 0.5], spacingKind: "patient" };

test("a row of the list says what a measurement measures, its value, and honestly of what scale it is", () => {
  expect(rowMeasureText(line, patient, en)).toBe("Length 25.0 mm");
  expect(rowMeasureText(line, { spacingMm: [0.5, 0.5], spacingKind: "detector" }, en)).toBe(
    "Length 25.0 mm at detector",
  );
  expect(rowMeasureText(line, { spacingKind: "unknown" }, en)).toBe("Length 50.0 px, not calibrated");
  // An angle needs no scale.
  expect(rowMeasureText(right, { spacingKind: "unknown" }, en)).toBe("Angle 90.0°");
  expect(rowMeasureText(line, patient, de)).toBe("Länge 25,0 mm");
  expect(rowMeasureText(line, patient, ar)).toContain("mm");
});

test("a row of any other label says nothing of a measurement", () => {
  expect(rowMeasureText({ type: "box", boxImage: [0, 0, 9, 9] }, patient, en)).toBe("");
  expect(rowMeasureText({ type: "point", pointImage: [1, 1] }, patient, en)).toBe("");
  // Facts that are not there any more: what it is, still.
  expect(rowMeasureText(line, undefined, en)).toBe("Length");
});
