import { expect, test } from "vitest";
import { groupLosses } from "../../../src/ui/export/group-losses.ts";

test("a reason is told once for each format, with how often it holds", () => {
  const losses = [
    { format: "seg", instanceUid: "2.25.1", reason: "no area (length)" },
    { format: "sr", instanceUid: "2.25.1", reason: "no area (length)" },
    { format: "seg", instanceUid: "2.25.2", reason: "no area (length)" },
    { format: "seg", instanceUid: "2.25.3", reason: "no area (angle)" },
  ];
  expect(groupLosses(losses)).toEqual([
    { format: "seg", reason: "no area (length)", count: 2 },
    { format: "sr", reason: "no area (length)", count: 1 },
    { format: "seg", reason: "no area (angle)", count: 1 },
  ]);
  expect(groupLosses([])).toEqual([]);
});
