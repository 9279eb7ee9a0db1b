import { expect, test } from "vitest";
import type { ExportResult } from "../../../src/domain/calls/export-calls.ts";
import { exportReport, groupLosses } from "../../../src/domain/export-report.ts";
import { say } from "../../../src/domain/said.ts";

test("a reason is told once for each format, with how often it holds", () => {
  const losses = [
    { format: "seg", instanceUid: "2.25.1", reason: say`${"length"} has no area` },
    { format: "sr", instanceUid: "2.25.1", reason: say`${"length"} has no area` },
    { format: "seg", instanceUid: "2.25.2", reason: say`${"length"} has no area` },
    { format: "seg", instanceUid: "2.25.3", reason: say`${"angle"} has no area` },
  ];
  expect(groupLosses(losses)).toEqual([
    { format: "seg", reason: say`${"length"} has no area`, count: 2 },
    { format: "sr", reason: say`${"length"} has no area`, count: 1 },
    { format: "seg", reason: say`${"angle"} has no area`, count: 1 },
  ]);
  expect(groupLosses([])).toEqual([]);
});

test("what the page is told of an export is as long for ten thousand labels as for ten", () => {
  const reportOf = (labels: number) => {
    const uids = Array.from({ length: labels }, (_, at) => `2.25.${1000 + at}`);
    const result = {
      file: null,
      bytes: 1,
      images: 1,
      instances: labels,
      patients: 1,
      checks: [],
      losses: uids.map((instanceUid) => ({ format: "sr", instanceUid, reason: say`no place` })),
      findings: [{ code: "small", severity: "warning", text: "small labels", uids }],
      split: { parts: {}, joined: 0, proofSha256: "" },
      variety: {},
      agreement: [],
    } as unknown as ExportResult;
    return exportReport(result);
  };
  const report = reportOf(10_000);
  expect(report.losses).toEqual([{ format: "sr", reason: say`no place`, count: 10_000 }]);
  expect(report.findings).toEqual([
    { code: "small", severity: "warning", text: "small labels", count: 10_000 },
  ]);
  expect(JSON.stringify(report).length).toBeLessThan(JSON.stringify(reportOf(10)).length + 20);
});
