import { expect, test } from "vitest";
import { policyRows } from "../../../../../src/formats/dicom/deid/policy-table.ts";
import { vrOf } from "../../../../../src/formats/dicom/deid/vr-of.ts";
import { type MadeElement, madePixels, makeDicom } from "../../../../support/dicom-maker.ts";
import { outputText, planFor } from "../../../../support/plan-maker.ts";

interface Plant {
  readonly element: MadeElement;
  readonly token: string;
}

let serial = 100_000;

/** A unique value that is legal for the VR, and the string that must not survive. */
function plant(tag: string, vr: string): Plant | null {
  const n = String(++serial);
  switch (vr) {
    case "SQ":
      return {
        element: { tag, vr, value: [[{ tag: "00100010", vr: "PN", value: `DOE^PLANTED${n}` }]] },
        token: `PLANTED${n}`,
      };
    case "UI":
      return { element: { tag, vr, value: `1.2.826.0.1.999.${n}` }, token: `.999.${n}` };
    case "DA":
      return { element: { tag, vr, value: `19${n.slice(-2)}0417` }, token: `19${n.slice(-2)}0417` };
    case "TM":
      return { element: { tag, vr, value: `111111.${n}` }, token: `.${n}` };
    case "DT":
      return { element: { tag, vr, value: `19410203040506.${n}` }, token: `.${n}` };
    case "DS":
    case "IS":
      return { element: { tag, vr, value: `7301${n}` }, token: `7301${n}` };
    case "AS":
      return { element: { tag, vr, value: "077Y" }, token: "077Y" };
    case "US":
      return null;
    case "CS":
    case "AE":
      return { element: { tag, vr, value: `PLANT ${n}` }, token: `PLANT ${n}` };
    default:
      return {
        element: {
          tag,
          vr,
          value:
            vr === "OB" || vr === "OW" || vr === "UN"
              ? new TextEncoder().encode(`PLANTED${n} `)
              : `DOE^PLANTED${n}`,
        },
        token: `PLANTED${n}`,
      };
  }
}

function plants(): Plant[] {
  return [...policyRows.keys()]
    .filter((key) => /^[0-9A-F]{8}$/.test(key) && !/^(0000|0002|0004|FFF)/.test(key))
    .flatMap((tag) => plant(tag, vrOf(Number.parseInt(tag, 16)) ?? "UN") ?? []);
}

const needed = (tag: string) => ["00080016", "00080018", "0020000D", "0020000E"].includes(tag);

function plantedFile(explicit: boolean, undefinedLengths: boolean) {
  const top = plants();
  const nested = plants();
  const deep = plants();
  const inPrivate = plants();
  const graphics: Plant[] = [
    { element: { tag: "60020022", vr: "LO", value: "DOE^OVERLAYDESC" }, token: "OVERLAYDESC" },
    { element: { tag: "60003000", vr: "OW", value: "DOE^OVERLAYDATA1" }, token: "OVERLAYDATA" },
    { element: { tag: "50041001", vr: "OB", value: "DOE^CURVEDATA" }, token: "CURVEDATA" },
    { element: { tag: "FFFCFFFC", vr: "OB", value: "DOE^TRAILING" }, token: "TRAILING" },
    { element: { tag: "00181016", vr: "LO", value: "DOE^UNLISTED" }, token: "UNLISTED" },
    { element: { tag: "00080100", vr: "SH", value: "MRN4711" }, token: "MRN4711" },
    { element: { tag: "00187FF0", vr: "LO", value: "DOE^UNKNOWNTAG" }, token: "UNKNOWNTAG" },
    { element: { tag: "00180050", vr: "UN", value: "DOE^VRUN" }, token: "VRUN" },
    { element: { tag: "00290010", vr: "LO", value: "DOE^CREATOR" }, token: "CREATOR" },
  ];
  const elements: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080060", vr: "CS", value: "CT" },
    ...top.map((one) => one.element),
    // Kept sequences, one deep and three deep, and one in a private sequence.
    { tag: "00081115", vr: "SQ", value: [nested.map((one) => one.element)] },
    {
      tag: "52009229",
      vr: "SQ",
      value: [
        [
          {
            tag: "00089124",
            vr: "SQ",
            value: [[{ tag: "0040A170", vr: "SQ", value: [deep.map((one) => one.element)] }]],
          },
        ],
      ],
    },
    { tag: "00291012", vr: "SQ", value: [inPrivate.map((one) => one.element)] },
    ...graphics.map((one) => one.element),
    ...madePixels(2, 2, 16, new Uint8Array(8)),
  ];
  const unique = [...new Map(elements.map((element) => [element.tag, element])).values()];
  const made = makeDicom(unique, {
    explicit,
    undefinedLengths,
    preamble: "DOE^PREAMBLE",
    meta: [
      { tag: "00020003", vr: "UI", value: "1.2.826.0.1.999.77" },
      { tag: "00020016", vr: "AE", value: "DOE METAAET" },
    ],
  });
  return {
    made,
    all: [...top, ...nested, ...deep, ...inPrivate, ...graphics].filter((one) => !needed(one.element.tag)),
  };
}

test.each([
  ["explicit", true, false],
  ["explicit, undefined lengths", true, true],
  ["implicit", false, false],
])("no planted value of any row survives at any level: %s", (_name, explicit, undefinedLengths) => {
  const { made, all } = plantedFile(explicit, undefinedLengths);
  const source = Buffer.from(made.bytes).toString("latin1");
  expect(all.length).toBeGreaterThan(2500);
  expect(all.filter((one) => !source.includes(one.token)).map((one) => one.element.tag)).toEqual([]);
  const output = outputText(made, planFor(made));
  expect(all.filter((one) => output.includes(one.token)).map((one) => one.element.tag)).toEqual([]);
  expect(output).not.toMatch(/METAAET|PREAMBLE|1\.2\.826\.0\.1\.999/);
});

test("every indexed element is in the plan once, in file order", () => {
  const { made } = plantedFile(true, false);
  const plan = planFor(made);
  expect(plan.elements.map((element) => [element.path, element.at, element.len, element.vr])).toEqual(
    made.index.elements.map((entry) => [entry.path, entry.at, entry.len, entry.vr]),
  );
});
