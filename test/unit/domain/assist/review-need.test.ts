import { expect, test } from "vitest";
import { doubtsOf, reviewNeeds } from "../../../../src/domain/assist/review-need.ts";
import { makeProposal } from "../../../support/proposal-maker.ts";

test("what stands out is named, the gravest first; nothing is named where nothing does", () => {
  expect(
    doubtsOf(makeProposal("a", { confidence: 0.9, uncertainty: { entropyBand: 0.2, midFraction: 0.1 } })),
  ).toEqual([]);
  expect(
    doubtsOf(
      makeProposal("a", {
        confidence: 0.5,
        uncertainty: { entropyBand: 0.6, midFraction: 0.2, propagationDistanceMm: 30 },
      }),
    ),
  ).toEqual(["far", "low-confidence", "fuzzy-edge"]);
});

test("a box and an answer have no edge that could be fuzzy", () => {
  const uncertainty = { entropyBand: 0.9, midFraction: 3 };
  const answer = { scope: "image", field: "quality", value: "good" } as const;
  expect(doubtsOf(makeProposal("a", { answer, confidence: 0.9, uncertainty }))).toEqual([]);
  expect(doubtsOf(makeProposal("a", { boxImage: [0, 0, 9, 9], confidence: 0.5, uncertainty }))).toEqual([
    "low-confidence",
  ]);
});

test("the need is the mean of ranks within a class, whatever the scale of a part is", () => {
  const needs = reviewNeeds([
    makeProposal("sure", { confidence: 0.9, uncertainty: { entropyBand: 0.1, midFraction: 0.1 } }),
    makeProposal("between", { confidence: 0.8, uncertainty: { entropyBand: 0.2, midFraction: 40 } }),
    makeProposal("doubtful", { confidence: 0.1, uncertainty: { entropyBand: 0.9, midFraction: 400 } }),
    makeProposal("alone", { classId: "liver", confidence: 0 }),
  ]);
  expect([needs.get("sure"), needs.get("between"), needs.get("doubtful")]).toEqual([0.125, 0.5, 0.875]);
  expect(needs.get("alone")).toBe(0);
  // Nothing was propagated: the distance is a tie for all three.
});
