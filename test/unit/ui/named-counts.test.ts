import { expect, test } from "vitest";
import { namedCounts } from "../../../src/ui/export/named-counts.ts";
import { en } from "../../../src/ui/messages/en.ts";

test("labels are counted by where they come from in the words of the interface, equal words once", () => {
  const names = { ...en.panel.origins, human: en.datasetCard.byHand };
  expect(namedCounts({ classical: 1, human: 8, model: 2, prompted: 3, "model-edited": 1 }, names)).toEqual({
    "Tool, accepted": 1,
    "Drawn by a person": 8,
    "Model, accepted": 5,
    "Model, corrected": 1,
  });
});
