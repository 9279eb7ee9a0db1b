import type { DeidRecord } from "../../src/domain/deid/deid-record.ts";

/** The record of an image that was released by its class, with what tells it from another's. */
export const releasedRecord = (
  its: Pick<DeidRecord, "sopUid" | "studyUid" | "at" | "outputSha256"> & Partial<DeidRecord>,
): DeidRecord => ({
  toolVersion: "0.1.0",
  policyId: "basic",
  policyHash: "a".repeat(64),
  tables: "2026d",
  options: [],
  format: "dicom",
  sourceHmac: "00",
  verdict: "released",
  risk: { class: "LOW", signs: [] },
  actions: [],
  boxes: [],
  residual: { searched: 1, hits: 0, falseAlarms: 0 },
  reviewer: null,
  reviewedAt: null,
  ...its,
});
