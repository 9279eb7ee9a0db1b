import { expect, test } from "vitest";
import { applyRecordDiff, diffOfRecords, reverseDiff } from "../../../../src/domain/apply-diff.ts";
import { askedAgain, isOfModel } from "../../../../src/domain/assist/asked-again.ts";
import {
  flipMask,
  flipPlane,
  flipPrompts,
  reviewScoreOf,
  withFlipDoubt,
} from "../../../../src/domain/assist/flip-doubt.ts";
import { doubtsOf, reviewNeeds } from "../../../../src/domain/assist/review-need.ts";
import type { InferState } from "../../../../src/domain/calls/assist-calls.ts";
import type { Proposal } from "../../../../src/domain/proposal.ts";
import type { EditRecord } from "../../../../src/domain/record-diff.ts";
import { makeProposal } from "../../../support/proposal-maker.ts";

const plane = { columns: 3, rows: 2, values: Float32Array.from([1, 2, 3, 4, 5, 6]) };

test("a flip turns values, masks and prompts alike, and twice it is nothing", () => {
  expect([...flipPlane(plane, "sideways").values]).toEqual([3, 2, 1, 6, 5, 4]);
  expect([...flipPlane(plane, "upside-down").values]).toEqual([4, 5, 6, 1, 2, 3]);
  const mask = { columns: 3, rows: 2, bits: Uint8Array.from([1, 0, 0, 0, 0, 0]) };
  expect([...flipMask(mask, "sideways").bits]).toEqual([0, 0, 1, 0, 0, 0]);
  const prompts = {
    positive: [[0, 0] as const],
    negative: [[2, 1] as const],
    box: [0, 0, 1, 1] as const,
    scribbles: [{ positive: true, pointsImage: [[1, 0] as const] }],
  };
  expect(flipPrompts(prompts, plane, "sideways")).toEqual({
    positive: [[2, 0]],
    negative: [[0, 1]],
    box: [1, 0, 2, 1],
    scribbles: [{ positive: true, pointsImage: [[1, 0]] }],
  });
  for (const flip of ["sideways", "upside-down"] as const) {
    expect(flipPlane(flipPlane(plane, flip), flip)).toEqual(plane);
    expect(flipPrompts(flipPrompts(prompts, plane, flip), plane, flip)).toEqual(prompts);
  }
});

test("the flips are a third part of the score and one of the words; without them all is as it was", () => {
  const before = makeProposal("a", { confidence: 0.9, uncertainty: { entropyBand: 0.2, midFraction: 0.4 } });
  expect(reviewScoreOf(before.uncertainty)).toBeCloseTo(0.3);
  expect(doubtsOf(before)).toEqual([]);
  const after = withFlipDoubt(before, 0.9);
  expect(after.reviewScore).toBeCloseTo(0.5);
  expect(doubtsOf(after)).toEqual(["unsteady"]);
});

test("among equal proposals the one that changes when mirrored comes first, and one that was not mirrored is not held against it", () => {
  const same = { confidence: 0.9, uncertainty: { entropyBand: 0.2, midFraction: 0.4 } };
  const steady = withFlipDoubt(makeProposal("steady", same), 0.05);
  const unsteady = withFlipDoubt(makeProposal("unsteady", same), 0.6);
  const needs = reviewNeeds([steady, unsteady, makeProposal("none", same)]);
  expect(needs.get("unsteady")).toBeGreaterThan(needs.get("none") ?? 1);
  expect(needs.get("none")).toBeGreaterThan(needs.get("steady") ?? 1);
});

test("undo and redo of a decision neither lose what idle time found since, nor stumble over it", () => {
  const open = makeProposal("p", { uncertainty: { entropyBand: 0.2, midFraction: 0.4 } });
  const rejected: Proposal = { ...open, state: "rejected", decidedBy: "me" };
  const record = (value: Proposal): EditRecord => ({ kind: "proposal", id: "p", value });
  const act = {
    ...diffOfRecords(new Map([["p", record(open)]]), new Map([["p", record(rejected)]])),
    masks: [],
  };
  const records = new Map([["p", record(rejected)]]);
  const now = () => records.get("p")?.value as Proposal;
  expect(applyRecordDiff(records, reverseDiff(act)).skippedRecords).toBe(0);
  records.set("p", record(withFlipDoubt(now(), 0.5)));
  expect(applyRecordDiff(records, act).skippedRecords).toBe(0);
  expect(now()).toMatchObject({ state: "rejected", uncertainty: { ttaDice: 0.5 } });
  // Somebody else's change is still one.
  records.set("p", record({ ...open, classId: "other" }));
  expect(applyRecordDiff(records, act).skippedRecords).toBe(1);
});

test("a decision arrives where idle time has not found, or has found otherwise, what its tab knew", () => {
  const open = makeProposal("p", { uncertainty: { entropyBand: 0.2, midFraction: 0.4 } });
  const mirrored = withFlipDoubt(open, 0.5);
  const record = (value: Proposal): EditRecord => ({ kind: "proposal", id: "p", value });
  const decided = record({ ...mirrored, state: "rejected", decidedBy: "me" });
  const act = { ...diffOfRecords(new Map([["p", record(mirrored)]]), new Map([["p", decided]])), masks: [] };
  for (const here of [open, withFlipDoubt(open, 0.25), mirrored]) {
    const records = new Map([["p", record(here)]]);
    expect(applyRecordDiff(records, act).skippedRecords).toBe(0);
    expect(records.get("p")?.value).toMatchObject({ state: "rejected", uncertainty: { ttaDice: 0.5 } });
    expect(applyRecordDiff(records, reverseDiff(act)).skippedRecords).toBe(0);
    expect(records.get("p")).toEqual(record(mirrored));
  }
  const gone = { ...diffOfRecords(new Map([["p", record(mirrored)]]), new Map()), masks: [] };
  const records = new Map([["p", record(open)]]);
  expect(applyRecordDiff(records, gone).skippedRecords).toBe(0);
  expect(records.size).toBe(0);
});

test("a proposal is asked again as it was asked: by its prompts, its seed, its box, or the mask that it follows", () => {
  const none = () => null;
  const source = makeProposal("a").source;
  const prompts = { positive: [[1, 2] as const], negative: [], box: null };
  expect(askedAgain(makeProposal("a"), none)).toBeNull();
  expect(askedAgain(makeProposal("a", { source: { ...source, prompts } }), none)?.prompts).toBe(prompts);
  const seeded = makeProposal("a", { source: { ...source, params: { seed: "12,40" } } });
  expect(askedAgain(seeded, none)?.prompts.positive).toEqual([[12, 40]]);
  const boxed = makeProposal("a", { source: { ...source, params: { box: "1,2,30.5,40" } } });
  expect(askedAgain(boxed, none)?.prompts.box).toEqual([1, 2, 30.5, 40]);
  const parentIds = ["2.25.9", "parent"];
  const follows = makeProposal("a", { source: { ...source, kind: "propagated", parentIds } });
  const { mask } = makeProposal("parent");
  expect(askedAgain(follows, (id) => (id === "parent" ? mask : null))?.previous).toBe(mask);
  expect(askedAgain(follows, none)).toBeNull();
  expect(askedAgain({ ...seeded, boxImage: [0, 0, 1, 1] }, none)).toBeNull();
});

test("only the very model is asked again: its files and its manifest", () => {
  const model = { fileSha256: ["ab12"], manifestSha256: "m1" } as unknown as InferState;
  const { source } = makeProposal("a");
  expect(isOfModel(makeProposal("a"), model)).toBe(true);
  const by = (change: Partial<Proposal["source"]>) => makeProposal("a", { source: { ...source, ...change } });
  expect(isOfModel(by({ manifestSha256: "m1" }), model)).toBe(true);
  expect(isOfModel(by({ manifestSha256: "m2" }), model)).toBe(false);
  expect(isOfModel(by({ fileSha256: ["ff"] }), model)).toBe(false);
  expect(isOfModel(by({ fileSha256: [] }), model)).toBe(false);
});
