import { expect, test } from "vitest";
import type { Annotation } from "../../../src/domain/annotation.ts";
import { promptBoxes } from "../../../src/domain/prompt-boxes.ts";
import { makeLabel } from "../../support/label-store.ts";
import { makeProposal } from "../../support/proposal-maker.ts";

const { target, source } = makeProposal("x");
const box = (instanceUid: string, change: Partial<Annotation> = {}): Annotation => ({
  ...makeLabel(
    instanceUid,
    "lung",
    { ...target, frame: 3 },
    { type: "box", boxImage: [10, 20, 30, 40] },
    { author: "u" },
  ),
  status: "draft",
  ...change,
});

test("a person's boxes and a detector's open ones are outlined, those of this series alone", () => {
  const labels = [
    box("2.25.1"),
    box("2.25.2", { target: { ...target, series: "other" } }),
    box("2.25.3", { geometry: { type: "point", pointImage: [1, 1] } }),
  ];
  const found = [
    makeProposal("d1", { boxImage: [1, 2, 3, 4] }),
    makeProposal("d2", { boxImage: [1, 2, 3, 4], state: "rejected" }),
    makeProposal("d3", { boxImage: [1, 2, 3, 4], supersededBy: "d1" }),
    makeProposal("mask"),
  ];
  expect(promptBoxes(target.series, labels, found)).toEqual([
    {
      id: "2.25.1",
      isLabel: true,
      classId: "lung",
      sopUid: target.sop,
      frameIndex: 2,
      boxImage: [10, 20, 30, 40],
    },
    { id: "d1", isLabel: false, classId: "lung", sopUid: target.sop, frameIndex: 0, boxImage: [1, 2, 3, 4] },
  ]);
});

test("a box that has its outline, open or taken, is not asked again; one whose outline was rejected is", () => {
  const outlineOf = (state: "proposed" | "accepted" | "rejected") =>
    makeProposal("outline", { state, source: { ...source, parentIds: ["2.25.1"] } });
  expect(promptBoxes(target.series, [box("2.25.1")], [outlineOf("proposed")])).toEqual([]);
  expect(promptBoxes(target.series, [box("2.25.1")], [outlineOf("accepted")])).toEqual([]);
  expect(promptBoxes(target.series, [box("2.25.1")], [outlineOf("rejected")])).toHaveLength(1);
});
