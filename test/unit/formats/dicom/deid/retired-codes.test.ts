import { expect, test } from "vitest";
import { contentRow } from "../../../../../src/formats/dicom/deid/content-table.ts";
import { isKnownCode } from "../../../../../src/formats/dicom/deid/known-code.ts";
import { structuredContentLines } from "../../../../../src/formats/dicom/deid-table.ts";

/** SNOMED RT, as DICOM had it before 2019, and SNOMED CT (PS3.16 Annex of 2018; the same pairs in pydicom 2.4). */
const pairs = [
  ["PA-30029", "440252007", "TEXT"],
  ["DF-0070B", "398164008", "DATETIME"],
  ["DF-0068E", "398325003", "DATETIME"],
  ["R-42B89", "371524004", "COMPOSITE"],
  ["R-42B89", "371524004", "TEXT"],
  ["DD-60002", "116224001", "TEXT"],
  ["F-00033", "271921002", "TEXT"],
  ["G-C0E3", "363698007", "TEXT"],
  ["F-02455", "160476009", "TEXT"],
  ["G-D321", "398201009", "DATETIME"],
  ["G-D320", "397898000", "DATETIME"],
] as const;

test("a concept under its retired code has the row that it has under its code of now, by all names of the scheme", () => {
  for (const [old, now, type] of pairs) {
    const row = contentRow("SCT", now, type);
    expect(row, now).toBeDefined();
    for (const scheme of ["SRT", "SNM3", "99SDM"]) expect(contentRow(scheme, old, type), old).toBe(row);
    expect(contentRow("SCT", old, type)).toBeUndefined();
    expect(contentRow("DCM", old, type)).toBeUndefined();
  }
});

test("no row of SNOMED CT is without its retired code", () => {
  const rows = structuredContentLines.filter((line) => line.startsWith("SCT|"));
  expect(rows).toHaveLength(pairs.length);
});

test("codes of SNOMED RT have its form; numbers of a site do not", () => {
  for (const [old] of pairs) expect(isKnownCode("SRT", old), old).toBe(true);
  for (const code of ["T-D4000", "P5-B0128", "L-877FB"]) expect(isKnownCode("SRT", code)).toBe(true);
  for (const code of ["MR-12345", "JD-60002", "1-60002", "DD-6000212", "DD-60002\\X", "__proto__"])
    expect(isKnownCode("SRT", code)).toBe(false);
});
