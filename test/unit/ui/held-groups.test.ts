import { expect, test } from "vitest";
import type { HeldImage } from "../../../src/domain/calls/import-calls.ts";
import { heldGroups } from "../../../src/ui/import/held-groups.ts";

const held = (sopUid: string, change: Partial<HeldImage> = {}): HeldImage => ({
  sopUid,
  studyUid: "2.25.1",
  seriesUid: "2.25.2",
  pseudonym: "AAAABBBB",
  modality: "CT",
  frames: 1,
  columns: 8,
  rows: 8,
  risk: "LOW",
  signs: [],
  ...change,
});

test("slices that wait for one reason are one row, with the frames of all; another study, device or reason is another", () => {
  const slices = ["a", "b", "c"].map((uid) => held(uid, { face: "only", signs: ["face"] }));
  const others = [
    held("d", { face: "too", risk: "HIGH" }),
    held("e", { modality: "US", frames: 60 }),
    held("f", { studyUid: "2.25.9", pseudonym: "CCCCDDDD", face: "only" }),
  ];
  expect(heldGroups([...slices, ...others])).toEqual([
    { modality: "CT", pseudonym: "AAAABBBB", onlyFace: true, frames: 3 },
    { modality: "CT", pseudonym: "AAAABBBB", onlyFace: false, frames: 1 },
    { modality: "US", pseudonym: "AAAABBBB", onlyFace: false, frames: 60 },
    { modality: "CT", pseudonym: "CCCCDDDD", onlyFace: true, frames: 1 },
  ]);
});
