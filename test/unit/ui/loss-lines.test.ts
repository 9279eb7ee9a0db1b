import { expect, test } from "vitest";
import { lossLines } from "../../../src/ui/export/loss-lines.ts";

test("what several formats lose alike is one thing to know, in the order of the first of them", () => {
  const reason = "an angle has no area; NDJSON holds it";
  expect(
    lossLines([
      { format: "coco", reason, count: 2 },
      { format: "yolo-seg", reason: "3 holes joined", count: 1 },
      { format: "nifti", reason, count: 2 },
      { format: "seg", reason, count: 1 },
    ]),
  ).toEqual([
    { formats: ["coco", "nifti"], reason, count: 2 },
    { formats: ["yolo-seg"], reason: "3 holes joined", count: 1 },
    { formats: ["seg"], reason, count: 1 },
  ]);
});
