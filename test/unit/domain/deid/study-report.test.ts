import { expect, test } from "vitest";
import type { DeidRecord } from "../../../../src/domain/deid/deid-record.ts";
import { studyReport } from "../../../../src/domain/deid/study-report.ts";

const study = { studyUid: "2.25.1", pseudonym: "ABCDEFGH" };
const record = (sopUid: string, more: Partial<DeidRecord> = {}): DeidRecord => ({
  sopUid,
  studyUid: "2.25.1",
  at: "2026-01-01T00:00:00.000Z",
  toolVersion: "0.1.0",
  policyId: "p/1",
  policyHash: "aa",
  tables: "2026d",
  options: [],
  format: "dicom",
  sourceHmac: `hmac ${sopUid}`,
  outputSha256: `sha ${sopUid}`,
  verdict: "released",
  risk: { class: "LOW", signs: [] },
  actions: [{ tag: "00100010", action: "replace", why: "patient", count: 1 }],
  boxes: [],
  residual: { searched: 5, hits: 0, falseAlarms: 1 },
  reviewer: null,
  reviewedAt: null,
  ...more,
});
const box = { x: 0, y: 0, width: 4, height: 4, frames: "all" } as const;

test("a report adds up what the records of its files say, whatever their order", () => {
  const records = [
    record("2.25.12", {
      policyHash: "bb",
      options: ["m"],
      risk: { class: "HIGH", signs: ["modality:US"] },
      actions: [
        { tag: "00100010", action: "replace", why: "patient", count: 2 },
        { tag: "private", action: "remove", why: "private", count: 3 },
      ],
      boxes: [box, box],
      residual: { searched: 9, hits: 0, falseAlarms: 0 },
      reviewer: "u1",
      reviewedAt: "2026-02-03T00:00:00.000Z",
    }),
    record("2.25.11", { reviewer: "u1", reviewedAt: "2026-02-01T00:00:00.000Z" }),
    record("2.25.13"),
  ];
  const report = studyReport(study, records);
  expect(report).toMatchObject({
    format: "overread-deid-report/1",
    study: "2.25.1",
    pseudonym: "ABCDEFGH",
    policies: [
      { sha256: "aa", options: [], files: 2 },
      { sha256: "bb", options: ["m"], files: 1 },
    ],
    actions: [
      { tag: "00100010", action: "replace", why: "patient", count: 4 },
      { tag: "private", action: "remove", why: "private", count: 3 },
    ],
    risk: { HIGH: 1, MEDIUM: 0, LOW: 2, NONE: 0 },
    reviews: [
      { reviewer: "u1", files: 2, first: "2026-02-01T00:00:00.000Z", last: "2026-02-03T00:00:00.000Z" },
    ],
    blanked: { files: 1, boxes: 2 },
    residual: { searched: 9, hits: 0, falseAlarms: 2 },
  });
  expect(report.files.map(({ sopUid }) => sopUid)).toEqual(["2.25.11", "2.25.12", "2.25.13"]);
  expect(JSON.stringify(studyReport(study, records.toReversed()))).toBe(JSON.stringify(report));
});

test("a study without files has a report that says so", () => {
  expect(studyReport(study, [])).toMatchObject({
    policies: [],
    actions: [],
    reviews: [],
    residual: { searched: 0, hits: 0, falseAlarms: 0 },
    files: [],
  });
});
