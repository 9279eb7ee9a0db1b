import type { Study } from "../../src/domain/study.ts";
import { studyUid } from "./editor-driver.ts";

/** A study that nobody has labelled yet. */
export const makeStudy = (change: Partial<Study> = {}): Study => ({
  studyUid,
  patientKey: "ABCDEFGH23456723",
  pseudonym: "ABCDEFGH",
  description: "CT",
  modalities: ["CT"],
  importedAt: "2026-11-23T09:00:00.000Z",
  state: "todo",
  seriesCount: 1,
  imageCount: 1,
  bytes: 1,
  appliedSeq: 0,
  ...change,
});
