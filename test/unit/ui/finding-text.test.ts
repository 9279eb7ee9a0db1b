import { expect, test } from "vitest";
import type { FindingLine } from "../../../src/domain/calls/export-calls.ts";
import { findDuplicates } from "../../../src/domain/vetting/find-duplicates.ts";
import { findErrors, findLeaks } from "../../../src/domain/vetting/find-errors.ts";
import { findWarnings } from "../../../src/domain/vetting/find-warnings.ts";
import type { Finding, VettedImage, VettedObject } from "../../../src/domain/vetting/vetting-facts.ts";
import { findingText } from "../../../src/ui/export/finding-text.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { loadMessages } from "../../../src/ui/messages/languages.ts";

const image = (id: string, change: Partial<VettedImage>): VettedImage => ({
  id,
  study: `study ${id}`,
  group: `group ${id}`,
  split: "train",
  columns: 100,
  rows: 80,
  modality: "CT",
  bodyPart: "",
  spacingMm: [0.5, 0.5],
  lossy: true,
  attested: false,
  decoded: [64, 64],
  digest: "same",
  hash: "00ff00ff00ff00ff",
  ...change,
});
const object = (uid: string, change: Partial<VettedObject>): VettedObject => ({
  uid,
  imageId: "a",
  classId: "mass",
  geometry: { type: "box", boxImage: [0, 0, 200, 20] },
  origin: "model",
  author: "reader",
  acceptedBy: null,
  model: { id: "net", license: "" },
  diceToProposal: null,
  areaPx: 4,
  sharedPx: 2,
  oneOfSeveral: true,
  unanswered: 1,
  ...change,
});

const source = { maker: "ACME", model: "One", site: "", sex: "", ageBand: "40-49" };

/** Everything that can be wrong with two labels on a few images. */
function everyFinding(): Finding[] {
  const images = [
    image("a", { source, showsHead: true }),
    image("b", { source, split: "val", group: "group a", modality: "MR", spacingMm: [1, 1] }),
    image("c", { source, digest: "other", hash: "00ff00ff00ff00fe" }),
    image("d", { source, digest: "" }),
    image("e", { source, digest: "third", hash: "00ff00ff00ff00fd", split: "test" }),
  ];
  const objects = [object("1", {}), object("2", { classId: "gone" })];
  const measure = (id: string, value: number) => ({ id, value, unit: "" as const, over: 1 });
  const agreement = [
    { readers: ["x", "y"], field: null, studies: 1, measures: [measure("dice/1", 0.4)], low: ["study a"] },
  ];
  const facts = {
    images,
    objects,
    classes: [{ id: "mass", name: "Mass" }],
    agreement,
    forkedStudies: ["s"],
    unknownPatients: ["s"],
  };
  return [...findErrors(facts), ...findLeaks(images), ...findDuplicates(images), ...findWarnings(facts)];
}

test("every finding of the vetting has its text in every language, in English the one of vetting.json", async () => {
  const findings = everyFinding().map(({ uids, ...line }): FindingLine => ({ ...line, count: uids.length }));
  const seen = [...new Set(findings.map(({ code }) => code))].toSorted();
  expect(seen).toEqual(Object.keys(en.vetting.found).toSorted());
  expect(findings.map((finding) => findingText(finding, en))).toEqual(findings.map(({ text }) => text));
  for (const language of ["de", "ar"] as const) {
    const m = await loadMessages(language, []);
    const texts = findings.map((finding) => findingText(finding, m));
    expect(texts.filter((text, at) => text === findings[at]?.text || /undefined|NaN/.test(text))).toEqual([]);
    expect(texts.join()).toContain("Mass");
  }
});

test("a finding without a text of its own is said as it was found", () => {
  const finding: FindingLine = { code: "toString", severity: "warning", text: "Something", count: 1 };
  expect(findingText(finding, en)).toBe("Something");
});
