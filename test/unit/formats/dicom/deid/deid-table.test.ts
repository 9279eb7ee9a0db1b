import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { policyRows } from "../../../../../src/formats/dicom/deid/policy-table.ts";
import { vrOf } from "../../../../../src/formats/dicom/deid/vr-of.ts";
import { safePrivateLines, structuredContentLines } from "../../../../../src/formats/dicom/deid-table.ts";
import { deidTable, tableFiles } from "../../../../support/tables/deid-table.mjs";

const root = join(import.meta.dirname, "../../../../..");
const standards = join(root, "../shared/standards");

const count = <T>(values: Iterable<T>) => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
};

test("the committed table holds as many rows of each action as PS3.15 2026d", () => {
  expect(policyRows.size).toBe(657);
  expect(count([...policyRows.values()].map((row) => row.basic))).toEqual({
    X: 417,
    D: 93,
    U: 55,
    Z: 42,
    "X/D": 23,
    "X/Z": 11,
    "X/Z/D": 8,
    "Z/D": 6,
    "X/Z/U*": 2,
  });
});

test("the committed table holds as many option codes as PS3.15 2026d", () => {
  const codes = [...policyRows.values()].flatMap((row) =>
    [...row.options].map(([letter, code]) => letter + code),
  );
  expect(count(codes)).toEqual({
    uK: 60,
    dK: 48,
    dC: 11,
    iK: 10,
    cK: 14,
    cC: 5,
    fK: 169,
    mC: 169,
    tC: 141,
    sC: 4,
    gC: 4,
    pC: 1,
  });
});

test("the structured content and safe private tables are whole", () => {
  expect(structuredContentLines.length).toBe(214);
  expect(count(structuredContentLines.map((line) => (line.split("=")[1] ?? "").split(".")[0]))).toEqual({
    X: 135,
    D: 60,
    "X/D": 19,
  });
  expect(safePrivateLines.length).toBe(20);
  expect(safePrivateLines.flatMap((line) => line.slice(line.indexOf("|") + 1).split(" ")).length).toBe(479);
});

test("every concrete row has a VR", () => {
  const concrete = [...policyRows.keys()].filter((key) => /^[0-9A-F]{8}$/.test(key));
  expect(concrete.length).toBe(653);
  expect(concrete.filter((key) => vrOf(Number.parseInt(key, 16)) === undefined)).toEqual([]);
});

test.runIf(existsSync(standards))("the committed table is what the standard's tables give", () => {
  const texts = Object.fromEntries(
    tableFiles.map((name) => [name, readFileSync(join(standards, name), "utf8")]),
  );
  expect(readFileSync(join(root, "src/formats/dicom/deid-table.ts"), "utf8")).toBe(deidTable(texts));
});
