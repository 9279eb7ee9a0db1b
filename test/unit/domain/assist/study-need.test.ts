import { expect, test } from "vitest";
import { byNeed, studyNeed } from "../../../../src/domain/assist/study-need.ts";
import { makeProposal } from "../../../support/proposal-maker.ts";

const clear = (id: string) =>
  makeProposal(id, { confidence: 0.95, uncertainty: { entropyBand: 0.1, midFraction: 0.1 } });
const unsure = (id: string, entropyBand: number) =>
  makeProposal(id, { confidence: 0.9, uncertainty: { entropyBand, midFraction: 0.1 } });

test("a study needs a person as its gravest proposals do, however many clear ones lie beside them", () => {
  const grave = studyNeed("a", [
    ...Array.from({ length: 50 }, (_, at) => clear(`c${at}`)),
    unsure("x", 0.9),
    unsure("y", 0.8),
    unsure("z", 0.7),
    unsure("w", 0.6),
  ]);
  expect(grave.grade).toBeCloseTo((1.8 + 1.6 + 1.4) / 3, 9);
  expect([grave.doubtful, grave.reasons]).toEqual([4, ["fuzzy-edge"]]);
});

test("studies stand from the most doubtful to the clear ones and those with nothing to decide; equal ones as they were", () => {
  const needs = [
    studyNeed("nothing", []),
    studyNeed("clear", [clear("a")]),
    studyNeed("few", [unsure("a", 0.7)]),
    studyNeed("worst", [unsure("a", 1)]),
    studyNeed("many", [unsure("a", 0.7), unsure("b", 0.7)]),
    studyNeed("nothing, later", []),
  ];
  expect(needs.toSorted(byNeed).map(({ studyUid }) => studyUid)).toEqual([
    "worst",
    "many",
    "few",
    "clear",
    "nothing",
    "nothing, later",
  ]);
});

test("two reasons are told, the gravest first; none where nothing stands out", () => {
  const far = makeProposal("far", {
    confidence: 0.1,
    uncertainty: { entropyBand: 0.6, midFraction: 0.6, propagationDistanceMm: 60 },
  });
  expect(studyNeed("a", [unsure("b", 0.9), far]).reasons).toEqual(["far", "low-confidence"]);
  expect(studyNeed("a", [clear("b")])).toMatchObject({ doubtful: 0, reasons: [] });
  expect(studyNeed("a", [])).toMatchObject({ doubtful: 0, grade: 0, reasons: [] });
});
