import { expect, test } from "vitest";
import { strictOptions } from "../../../../../src/domain/deid/options.ts";
import { identityTerms } from "../../../../../src/formats/dicom/deid/identity-dictionary.ts";
import { namingElements } from "../../../../../src/formats/dicom/deid/naming-elements.ts";
import { residualScan } from "../../../../../src/formats/dicom/deid/residual-scan.ts";
import { makeSourceValues } from "../../../../../src/formats/dicom/deid/source-values.ts";
import { type MadeElement, makeDicom } from "../../../../support/dicom-maker.ts";
import { decodeLabel, planFor } from "../../../../support/plan-maker.ts";

/** A plan that keeps all: what a wrong policy would let through. */
function scan(elements: MadeElement[], terms: readonly string[]) {
  const made = makeDicom(elements);
  const plan = planFor(made);
  const keepAll = {
    ...plan,
    elements: plan.elements.map((element) => ({
      ...element,
      action: "keep" as const,
      why: "vr-default" as const,
    })),
    insert: [],
    fileMeta: [],
  };
  return residualScan(made.index, made.bytes, keepAll, new Set(terms));
}

test("the terms of a file are its names, numbers and dates in the forms in which they are written", () => {
  const made = makeDicom([
    { tag: "00080080", vr: "LO", value: "DOE HOSPITAL" },
    { tag: "00081050", vr: "PN", value: "HOUSE^GREGORY" },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
    { tag: "00100020", vr: "LO", value: "MRN-4711" },
    { tag: "00100030", vr: "DA", value: "19500412" },
    { tag: "00180015", vr: "CS", value: "CHEST" },
    { tag: "00080070", vr: "LO", value: "Siemens" },
  ]);
  const terms = identityTerms(
    namingElements(makeSourceValues(made.index, made.bytes, decodeLabel)),
    strictOptions,
  );
  expect([...terms]).toEqual(
    expect.arrayContaining([
      "planted",
      "mrn-4711",
      "doe planted",
      "doe hospital",
      "house",
      "gregory",
      "19500412",
      "1950-04-12",
      "12.04.1950",
      "12 apr 1950",
    ]),
  );
  expect([...terms].filter((term) => term.includes("chest") || term.includes("siemens"))).toEqual([]);
});

test("a term is found in ASCII, UTF-8 and UTF-16, in any case, as a word of its own", () => {
  const utf16 = Uint8Array.from([...Buffer.from("planted", "utf16le"), 0, 0]);
  expect(scan([{ tag: "00081030", vr: "LO", value: "knee of Planted" }], ["planted"]).hits).toBe(1);
  expect(scan([{ tag: "00081030", vr: "LO", value: "Кривой" }], ["кривой"]).hits).toBe(1);
  expect(scan([{ tag: "00081030", vr: "LO", value: "MÜLLER" }], ["müller"]).hits).toBe(1);
  expect(scan([{ tag: "00420011", vr: "OB", value: utf16 }], ["planted"])).toMatchObject({
    hits: 1,
    paths: ["00420011"],
  });
  expect(scan([{ tag: "00081030", vr: "LO", value: "implanted" }], ["planted"]).hits).toBe(0);
});

test("a short number that is a numeric value is a false alarm, a long one is a hit", () => {
  const number = (value: string): MadeElement[] => [{ tag: "00200011", vr: "IS", value }];
  expect(scan(number("4711"), ["4711"])).toMatchObject({ hits: 0, falseAlarms: 1 });
  expect(scan(number("87654321"), ["87654321"])).toMatchObject({ hits: 1, falseAlarms: 0 });
});

test("pixels are not searched", () => {
  expect(
    scan([{ tag: "7FE00010", vr: "OW", value: new TextEncoder().encode("planted ") }], ["planted"]).hits,
  ).toBe(0);
});

test("terms that a later file of the patient brings are searched for from then on", () => {
  const made = makeDicom([{ tag: "00081030", vr: "LO", value: "knee of Planted" }]);
  const plan = planFor(made);
  const elements = plan.elements.map((element) => ({
    ...element,
    action: "keep" as const,
    why: "vr-default" as const,
  }));
  const keepAll = { ...plan, elements, insert: [], fileMeta: [] };
  const terms = new Set(["another"]);
  expect(residualScan(made.index, made.bytes, keepAll, terms)).toMatchObject({ searched: 1, hits: 0 });
  terms.add("planted");
  expect(residualScan(made.index, made.bytes, keepAll, terms)).toMatchObject({ searched: 2, hits: 1 });
  terms.delete("planted");
  expect(residualScan(made.index, made.bytes, keepAll, terms).hits).toBe(0);
});
