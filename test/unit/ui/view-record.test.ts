import { expect, test } from "vitest";
import { readViewRecord } from "../../../src/ui/viewer/layout/view-record.ts";

test("what was kept of a view comes back; what is none of ours does not", () => {
  const kept = {
    v: 1,
    layout: "1x2",
    places: [{ seriesUid: "2.25.1", stackIndex: 0 }, null],
    linked: false,
    planes: true,
    prior: true,
  } as const;
  expect(readViewRecord(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  const { prior: _, ...before } = kept;
  expect(readViewRecord(before), "kept before earlier studies were").toEqual({ ...kept, prior: false });
  for (const bad of [
    undefined,
    null,
    "1x2",
    { ...kept, v: 2 },
    { ...kept, layout: "9x9" },
    { ...kept, places: "all" },
    { ...kept, places: ["2.25.1"] },
    { ...kept, places: [undefined] },
    { ...kept, places: [{ seriesUid: 3, stackIndex: 0 }] },
  ])
    expect(readViewRecord(bad)).toBeNull();
});
