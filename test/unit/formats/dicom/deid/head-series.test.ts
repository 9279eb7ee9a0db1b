import { expect, test } from "vitest";
import { showsHead } from "../../../../../src/formats/dicom/deid/head-series.ts";
import { makeSourceValues } from "../../../../../src/formats/dicom/deid/source-values.ts";
import { type MadeElement, madePixels, makeDicom } from "../../../../support/dicom-maker.ts";
import { decodeLabel, planFor } from "../../../../support/plan-maker.ts";

const made = (modality: string, ...more: MadeElement[]) =>
  makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080018", vr: "UI", value: "1.2.3.4.5" },
    { tag: "00080060", vr: "CS", value: modality },
    { tag: "00100020", vr: "LO", value: "MRN-4711" },
    ...more,
    ...madePixels(2, 2, 16, new Uint8Array(8)),
  ]);
const unicode: MadeElement = { tag: "00080005", vr: "CS", value: "ISO_IR 192" };
const shows = (modality: string, ...more: MadeElement[]) => {
  const { index, bytes } = made(modality, ...more);
  return showsHead(makeSourceValues(index, bytes, decodeLabel));
};
const part = (value: string): MadeElement => ({ tag: "00180015", vr: "CS", value });
const text = (tag: string, value: string): MadeElement => ({ tag, vr: "LO", value });
const study = (value: string) => text("00081030", value);

test("a head is told by body part, by description, by protocol and by region, in several languages", () => {
  expect(shows("CT", part("HEAD"))).toBe(true);
  expect(shows("MR", part("TEMPORAL BONE"))).toBe(true);
  expect(shows("PT", part("WHOLEBODY"))).toBe(true);
  for (const words of [
    "1A TRAUMA/PLAIN HEAD DM",
    "cMRT Schädel nativ",
    "KOPF-CT",
    "IRM cérébrale",
    "TC de cráneo",
    "encefalo senza mdc",
    "Neuro^Routine",
    "CT Sinuses",
    "t1_mprage_sag",
    "orbits w/o",
  ])
    expect(shows("MR", unicode, study(words)), words).toBe(true);
  expect(shows("MR", text("0008103E", "FLAIR BRAIN"))).toBe(true);
  // Its character set is not said.
  expect(shows("MR", study("Schädel, cMRT"))).toBe(true);
  expect(shows("CT", text("00181030", "Brain perfusion"))).toBe(true);
  const region = (code: string, meaning: string): MadeElement => ({
    tag: "00082218",
    vr: "SQ",
    value: [
      [
        { tag: "00080100", vr: "SH", value: code },
        { tag: "00080102", vr: "SH", value: "SCT" },
        { tag: "00080104", vr: "LO", value: meaning },
      ],
    ],
  });
  expect(shows("CT", region("69536005", "X"))).toBe(true);
  expect(
    shows("MR", {
      tag: "52009229",
      vr: "SQ",
      value: [[{ tag: "00209071", vr: "SQ", value: [[region("12738006", "Brain")]] }]],
    }),
  ).toBe(true);
});

test("other parts, other heads and other modalities are not warned about", () => {
  for (const words of ["CT Thorax Abdomen", "MR femoral head", "Hüftkopf rechts", "e+1", ""])
    expect(shows("CT", study(words)), words).toBe(false);
  expect(shows("CT", part("CHEST"), study("CHEST"))).toBe(false);
  expect(shows("DX", part("SKULL"))).toBe(false);
  expect(shows("CT")).toBe(false);
});

test("a head series says so in its file, whatever the source claimed, and no other does", () => {
  const said = (...more: MadeElement[]) => {
    const plan = planFor(made("CT", ...more));
    return [...plan.insert, ...plan.elements.filter(({ action }) => action !== "remove")].find(
      ({ path }) => path === "00280302",
    )?.value;
  };
  expect(said(study("CT BRAIN"))).toBe("YES");
  expect(said(part("BRAIN"), { tag: "00280302", vr: "CS", value: "NO" })).toBe("YES");
  expect(said(part("CHEST"), { tag: "00280302", vr: "CS", value: "NO" })).toBeUndefined();
});
